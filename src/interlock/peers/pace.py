"""Keeps requests apart, so that a system is never asked more often than it allows."""

from __future__ import annotations

from datetime import datetime, timedelta

from interlock.model.clock import Clock
from interlock.model.profile import RateLimit

# So much of what a limit allows in its span may come at once; the steady rate gives way by the same part.
_BURST_SHARE = 0.05

# Requests that leave evenly arrive less evenly; so much of the gap is added that a strict counter does not mind.
_JITTER = 1.02


class Pace:
    """Gives each request its turn: evenly spaced, with a small burst after a pause.

    With a limit whose span is known, no span ever holds more requests than it allows. With a bare rate there is no
    burst. Without both, every turn is at once.
    """

    def __init__(self, clock: Clock, *, requests_per_s: float | None, limit: RateLimit | None) -> None:
        self._clock = clock
        self._gap, self._slack = _spacing(requests_per_s, limit)
        self._next: datetime | None = None
        self._not_before: datetime | None = None

    async def turn(self) -> None:
        """Return when the next request may be sent."""
        now = self._clock.now()
        due = now if self._next is None else max(self._next, now)
        # The place is taken before the wait: callers side by side get places one after the other.
        self._next = due + self._gap
        wait_s = (due - self._slack - now).total_seconds()
        if wait_s > 0:
            await self._clock.sleep(wait_s)
        while self._not_before is not None and self._not_before > (now := self._clock.now()):
            await self._clock.sleep((self._not_before - now).total_seconds())

    def hold(self, wait_s: float) -> None:
        """Let nobody pass for so many seconds: the system asked for it."""
        until = self._clock.now() + timedelta(seconds=wait_s)
        if self._not_before is None or until > self._not_before:
            self._not_before = until


def _spacing(requests_per_s: float | None, limit: RateLimit | None) -> tuple[timedelta, timedelta]:
    none = timedelta(0)
    rate = requests_per_s if requests_per_s and requests_per_s > 0 else None
    if limit is None or limit.requests <= 0 or limit.per_s <= 0:
        return (timedelta(seconds=_JITTER / rate), none) if rate else (none, none)
    allowed = limit.requests / limit.per_s
    if rate is not None and rate < allowed:
        allowed = rate
    burst = int(allowed * limit.per_s * _BURST_SHARE)
    gap = timedelta(seconds=1 / (allowed * (1 - _BURST_SHARE)))
    return gap, gap * max(0, burst - 1)
