"""How many requests a system may be asked: what the document states and what was learned, the lower of both."""

from __future__ import annotations

from interlock.model.document import Document
from interlock.model.profile import SystemProfile
from interlock.model.sums import limit_of


def requests_per_s(document: Document, system: str, profile: SystemProfile) -> float | None:
    """The limit in requests per second, or None where neither the document nor the description names one."""
    side = document.side(system)
    limit = None if side is None else limit_of(document, side, profile)
    return None if limit is None else limit.requests / limit.per_s
