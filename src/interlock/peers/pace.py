"""Keeps requests apart, so that a system is never asked more often than it allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from interlock.model.cadence import BURST
from interlock.model.clock import Clock, Turns
from interlock.model.peer import Quota
from interlock.model.profile import RateLimit

_STRETCH = timedelta(seconds=1)
"""So much time is reserved at once where a limit is shared; what is not used of it is nobody's."""

_FIRST_APART, _MOST_APART = timedelta(seconds=0.1), timedelta(seconds=60)
_LEAST_APART = timedelta(seconds=0.01)
_EASE = 0.98
"""How far apart requests are kept after a first refusal, at most, and at least; and how fast that passes.

Doubled at each refusal and shrunk at each answer, the distance settles near the limit that nobody told.
"""

LONG = timedelta(minutes=10)
"""A limit whose span ends later is not waited for: what is less urgent is left out before it is used up."""

# Requests that leave evenly arrive less evenly; so much of the gap is added that a strict counter does not mind.
_JITTER = 1.02

LONGEST_WAIT_S = 120.0
"""Whoever is told to wait longer gives up, and decides what to do meanwhile."""

# Resets are told in whole seconds, and by clocks that differ from answer to answer.
_SAME = timedelta(seconds=2)


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
        self._short: Quota | None = None
        self.quota: Quota | None = None
        """what was last told of a long span"""
        self.shared: Turns | None = None
        """with whom the limit is shared; nobody unless said"""
        self._ours: tuple[datetime, datetime] | None = None
        self._learned = timedelta(0)
        self._apart_from: datetime | None = None

    async def turn(self) -> float:
        """Wait until the next request may be sent.

        Returns zero, or the seconds for which nobody is to ask at all, where that is longer than `LONGEST_WAIT_S`:
        then it is not to be sent.
        """
        if not (self._gap or self._learned or self._short or self._not_before):
            return 0.0
        now = self._clock.now()
        self._count(now)
        if self.shared is not None and self._gap:
            wait_s = (self._shared_turn(self.shared, now) - now).total_seconds()
        else:
            due = now if self._next is None else max(self._next, now)
            # The place is taken before the wait: callers side by side get places one after the other.
            self._next = due + self._gap
            wait_s = (due - self._slack - now).total_seconds()
        wait_s = max(wait_s, self._apart_s(now))
        if wait_s > 0:
            await self._clock.sleep(wait_s)
        while (held_s := self._held_s()) > 0:
            if held_s > LONGEST_WAIT_S:
                return held_s
            await self._clock.sleep(held_s)
        return 0.0

    def _held_s(self) -> float:
        return 0.0 if self._not_before is None else (self._not_before - self._clock.now()).total_seconds()

    def refused(self) -> None:
        """A request was refused as one too many: from now on they are kept further apart than before."""
        self._learned = min(max(2 * self._learned, _FIRST_APART), _MOST_APART)

    def passed(self) -> None:
        """A request was not refused for coming too soon: they may come a little closer."""
        if self._learned:
            self._learned = self._learned * _EASE if self._learned > _LEAST_APART else timedelta(0)

    def _apart_s(self, now: datetime) -> float:
        """How long to wait so that requests keep the distance that refusals have taught."""
        if not self._learned:
            return 0.0
        due = now if self._apart_from is None else max(self._apart_from + self._learned, now)
        self._apart_from = due
        return (due - now).total_seconds()

    def _shared_turn(self, shared: Turns, now: datetime) -> datetime:
        """The next place in a stretch of time that no other process has; what was not used in time is let go."""
        due, end = self._ours or (now, now)
        if due >= end or due < now - self._gap:
            span = self._gap * max(1, _STRETCH // self._gap)
            due = shared.reserve(now, span)
            end = due + span
        self._ours = (due + self._gap, end)
        return due

    def told(self, quota: Quota | None) -> None:
        """Heed what the system says is left of its limit."""
        if quota is None:
            return
        if quota.resets_at - self._clock.now() > LONG:
            self.quota = quota
            return
        known = self._short
        # Answers overtake each other, and some requests are still under way: within a span it only grows less.
        same = known is not None and abs(known.resets_at - quota.resets_at) <= _SAME
        self._short = replace(quota, left=min(quota.left, known.left)) if known is not None and same else quota

    def _count(self, now: datetime) -> None:
        """Count a request; when nothing is left, all wait until the limit is whole again."""
        short = self._short
        if short is None or short.resets_at <= now:
            self._short = None
        elif short.left <= 0:
            self.hold((short.resets_at - now).total_seconds())
        else:
            self._short = replace(short, left=short.left - 1)

    def hold(self, wait_s: float) -> None:
        """Let nobody pass for so many seconds: the system asked for it."""
        until = self._clock.now() + timedelta(seconds=wait_s)
        if self._not_before is None or until > self._not_before:
            self._not_before = until
            if self.shared is not None:
                # Other processes wait for their place in any case, and hear of a longer wait themselves.
                self.shared.close_until(min(until, self._clock.now() + timedelta(seconds=LONGEST_WAIT_S)))


def _spacing(requests_per_s: float | None, limit: RateLimit | None) -> tuple[timedelta, timedelta]:
    none = timedelta(0)
    rate = requests_per_s if requests_per_s and requests_per_s > 0 else None
    if limit is None or limit.requests <= 0 or limit.per_s <= 0:
        return (timedelta(seconds=_JITTER / rate), none) if rate else (none, none)
    allowed = limit.requests / limit.per_s
    if rate is not None and rate < allowed:
        allowed = rate
    burst = int(allowed * limit.per_s * BURST)
    gap = timedelta(seconds=1 / (allowed * (1 - BURST)))
    return gap, gap * max(0, burst - 1)
