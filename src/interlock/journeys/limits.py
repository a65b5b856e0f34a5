"""How many requests a system may be asked: what the document states and what was learned, the lower of both."""

from __future__ import annotations

from datetime import timedelta

from interlock.model.document import Document
from interlock.model.profile import SystemProfile


def requests_per_s(document: Document, system: str, profile: SystemProfile) -> float | None:
    """The limit in requests per second, or None where neither the document nor the description names one."""
    limits = [rate for stated, rate in _stated(document) if stated.casefold() == system.casefold()]
    learned = profile.rate_limit.value
    if learned is not None and learned.per_s > 0:
        limits.append(learned.requests / learned.per_s)
    return min(limits, default=None)


def _stated(document: Document) -> list[tuple[str, float]]:
    rates = []
    for assumption in document.assumptions:
        if assumption.fact is None or assumption.fact.shape != "rate_limit":
            continue
        args = assumption.fact.args
        count, duration = args["count"], args["duration"]
        if isinstance(count, int) and isinstance(duration, timedelta) and duration:
            rates.append((str(args["system"]), count / duration.total_seconds()))
    return rates
