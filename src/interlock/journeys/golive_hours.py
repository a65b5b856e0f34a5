"""Keeps a go-live to its window: waits for it, and tells what still ends within it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from interlock.errors import UsageError
from interlock.journeys.project import Project
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.sums import limits_of
from interlock.model.targets import window_row
from interlock.model.value import Side
from interlock.model.window import SHAPE, Window, parse

MARGIN = timedelta(minutes=2)
"""So long before its end nothing more is begun: as long as an answer and what a system asks to wait may take."""

_NAP_S = 30.0
_AROUND = timedelta(seconds=30)
_S_PER_WRITE = 1.0
_REQUESTS_PER_WRITE = 2
_FEWEST = 10


def window_of(project: Project, given: str) -> Window | None:
    """The window that was given, else the one of the document; None where neither says one.

    Raises:
        UsageError: it cannot be understood.
    """
    said = given.strip()
    if not said:
        row = window_row(project.document)
        said = "" if row is None else row.when
    if not said:
        return None
    try:
        return parse(said)
    except ValueError as problem:
        where = "--window" if given.strip() else "the window under Dates"
        raise UsageError(f"{where}: {problem}", hint=f"write it like `{SHAPE}`") from None


def demand_window(environment: Environment, window: Window | None, now_reason: str) -> None:
    """See that it is agreed when may be written.

    Raises:
        UsageError: production has no window, and no reason is given to write now.
    """
    if window is None and not now_reason and environment.kind == "production":
        raise UsageError(
            "no window is agreed in which it goes live",
            hint=f"write a row `Go-live window` under Dates, give `--window {SHAPE!r}`, or `--now --reason ...`",
        )


@dataclass(slots=True)
class Hand:
    """Whether writes are in hand: not before the first wave, and not while it waits for the window."""

    writes: bool = False


class Hours:
    """The hours in which a go-live writes; None: always.

    `awake` is called before each wave, and every half minute while it waits.
    """

    def __init__(
        self, project: Project, window: Window | None, clock: Clock, stop: asyncio.Event, hand: Hand | None = None
    ) -> None:
        self._window = window
        self._hand = hand or Hand()
        self._clock = clock
        self._stop = stop
        limits = limits_of(project.document, {side: project.profiles[side] for side in Side})
        paces = [_REQUESTS_PER_WRITE * one.per_s / one.requests for one in limits.values() if one.requests]
        self._s_per_write = max([_S_PER_WRITE if not paces else 0.0, *paces])
        self._reading = timedelta()
        self.awake: Callable[[], None] = lambda: None

    def measured(self, reading: timedelta) -> None:
        """So long it took to read both systems and plan."""
        self._reading = max(reading, self._reading)

    def wrote(self, count: int, took: timedelta) -> None:
        """So many writes took so long."""
        if count >= _FEWEST:
            self._s_per_write = max(took.total_seconds() / count, 0.001)

    @property
    def until(self) -> datetime | None:
        """From when nothing is begun any more; None where there is no end."""
        span = None if self._window is None else self._window.opening(self._clock.now())
        return None if span is None else span[1] - MARGIN

    @property
    def is_open(self) -> bool:
        """Whether something may be written now."""
        if self._window is None:
            return True
        span, now = self._window.opening(self._clock.now()), self._clock.now()
        return span is not None and span[0] <= now < span[1] - MARGIN

    def next_opening(self) -> datetime:
        """When it may be written next.

        Raises:
            UsageError: the window does not open any more.
        """
        now = self._clock.now()
        span = None if self._window is None else self._window.opening(now)
        if span is not None and now >= span[1] - MARGIN and self._window is not None:
            span = self._window.opening(span[1])
        if span is None:
            raise UsageError(
                f"the window `{self._window}` does not open any more", hint="give another with --window, or change it"
            )
        return max(span[0], now)

    async def opened(self) -> bool:
        """Wait until something may be written; False where somebody asked to stop meanwhile."""
        self.awake()
        self._hand.writes = False
        while not self.is_open and not self._stop.is_set():
            await self._nap(self.next_opening())
        self._hand.writes = not self._stop.is_set()
        return not self._stop.is_set()

    async def opened_next(self) -> bool:
        """Wait for another opening than the one that is now; False where somebody asked to stop meanwhile."""
        until = self.until
        self._hand.writes = False
        while until is not None and self._clock.now() < until and not self._stop.is_set():
            await self._nap(until)
        return await self.opened()

    async def _nap(self, until: datetime) -> None:
        self.awake()
        left = (until - self._clock.now()).total_seconds()
        nap = asyncio.ensure_future(self._clock.sleep(min(max(left, 0.0) + 0.001, _NAP_S)))
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({nap, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in (nap, stopped):
                one.cancel()
                with suppress(asyncio.CancelledError):
                    await one

    def fits(self, wanted: int, *, records: int) -> int:
        """How many items of each record a wave may write so that it ends in time; 0: none that is worth beginning."""
        until = self.until
        if until is None:
            return wanted
        spare = until - self._clock.now() - 2 * self._reading - _AROUND
        most = int(spare.total_seconds() / self._s_per_write) // max(1, records)
        return wanted if most >= wanted else (most if most >= _FEWEST else 0)
