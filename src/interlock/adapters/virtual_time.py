"""Virtual time: an event loop that never waits. Where nothing is ready it moves its clock to the next appointment.

An hour of sleeps takes as long as the work between them, every moment is exact, and a run is the same each time.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")

# Appointments that lie closer together than this count as one; moments are told in microseconds.
_RESOLUTION_S = 1e-6
# Real seconds that a thread has to finish, where nothing else is left that could happen.
_GRACE_S = 1.0


class Deadlock(RuntimeError):
    """Every task waits for something that nobody will do: nothing is ready and nothing is scheduled."""


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose `time()` begins at 0 and passes only by being waited for.

    Real sockets and threads are looked at, and not waited for: code that needs them belongs into real time.
    """

    def __init__(self) -> None:
        self._elapsed_s = 0.0
        super().__init__(_ImpatientSelector(self._advance))
        # The base class fires what is due within its resolution, which makes up for rounding of large times.
        self._clock_resolution = _RESOLUTION_S

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._elapsed_s

    def _advance(self, seconds: float) -> None:
        self._elapsed_s += seconds


class _ImpatientSelector(selectors.DefaultSelector):
    """Asks the operating system what is ready now and, instead of waiting, tells how long it would have waited."""

    def __init__(self, advance: Callable[[float], None]) -> None:
        super().__init__()
        self._advance = advance

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is not None:
            self._advance(timeout)
            return ready
        ready = super().select(_GRACE_S)
        if not ready:
            raise Deadlock(
                "virtual time stands still: every task waits, and no sleep is scheduled that could end it; "
                "something waits for an event, a queue or a real socket that nobody serves"
            )
        return ready


class VirtualClock:
    """The `Clock` of a virtual loop: it shows `start` when the loop begins."""

    def __init__(self, loop: asyncio.AbstractEventLoop, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("the start of virtual time needs a time zone")
        self._loop = loop
        self._start = start
        self._at_s = 0.0
        self._now = start

    def now(self) -> datetime:
        """This moment in virtual time, aware, in UTC, to the microsecond."""
        at_s = self._loop.time()
        if at_s != self._at_s:
            self._at_s, self._now = at_s, self._start + timedelta(microseconds=round(at_s * 1_000_000))
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Return after so many virtual seconds."""
        await asyncio.sleep(seconds)


def run_virtual(work: Callable[[VirtualClock], Coroutine[Any, Any, T]], *, start: datetime) -> T:
    """What the coroutine gives that `work` makes for a clock that begins at `start`, run in virtual time.

    Raises:
        Deadlock: it waits for something that nobody will do.
        RuntimeError: it was called from a running event loop.
    """
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(work(VirtualClock(runner.get_loop(), start)))
