"""The clock on the wall, and one that runs faster."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The `Clock` of this machine."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await asyncio.sleep(seconds)


class FasterClock:
    """A `Clock` on which time passes `speed` times as fast as on the wall; it shows `start` when it is made."""

    def __init__(self, speed: float, start: datetime) -> None:
        self.speed = speed
        self._start = start
        self._began_s = time.monotonic()

    def now(self) -> datetime:
        """This moment of the faster time, aware, in UTC."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began_s) * self.speed)

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds of the faster time."""
        await asyncio.sleep(seconds / self.speed)
