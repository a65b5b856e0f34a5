"""What the document and the descriptions say in numbers."""

from __future__ import annotations

from datetime import timedelta

from interlock.model.document import RecordRow
from interlock.model.profile import RateLimit
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.sentences import word
from interlock.rules.wording import named


def limit_of(context: Context, side: Side) -> RateLimit | None:
    """How many requests a system allows: as the document states it, else as it was learned; the lower of both."""
    limits = []
    for one in context.document.assumptions:
        if one.fact is None or one.fact.shape != "rate_limit":
            continue
        count, time = one.fact.args.get("count"), one.fact.args.get("duration")
        if context.document.side(word(one.fact, "system")) is side and isinstance(time, timedelta) and time:
            limits.append(RateLimit(count if isinstance(count, int) else 0, time.total_seconds()))
    profile = context.profiles.get(side)
    if profile is not None and profile.rate_limit.value is not None:
        limits.append(profile.rate_limit.value)
    return min(limits, key=lambda limit: limit.requests / limit.per_s) if limits else None


def kept_items(context: Context, row: RecordRow, side: Side) -> int:
    """How many items of a record a system keeps, as the document states it; 0 where it does not."""
    most = 0
    for one in context.document.assumptions:
        if (
            one.fact is None
            or one.fact.shape != "volume"
            or context.document.side(word(one.fact, "system")) is not side
        ):
            continue
        amounts = one.fact.args.get("amounts")
        for name, count in amounts if isinstance(amounts, tuple) else ():
            if row.name.casefold() in named(str(name), {row.name.casefold()}):
                most = max(most, int(count))
    return most
