"""Bounds what one wave of a go-live writes: so many items of each record, and nothing once its time is over."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from interlock.model.clock import Clock


class Limit:
    """How much a wave may write. `most` is for each record (None: all), `begun` what it wrote before it was broken off.

    `taken` counts by record what was sent since.
    """

    def __init__(self, most: int | None, begun: Mapping[str, int] | None = None) -> None:
        self._most = most
        self.taken: Counter[str] = Counter(begun or {})

    def most(self, record: str, size: int) -> int:
        """How many of a batch of that size may be sent; the whole of it is left where nothing more may be."""
        if self._most is None or self._is_full(record):
            return size
        return min(size, self._most - self.taken[record])

    def goes_on(self, record: str) -> bool:
        """Whether more of the record may be sent."""
        return not self._is_full(record)

    def took(self, record: str, count: int) -> None:
        """So many were sent."""
        self.taken[record] += count

    def _is_full(self, record: str) -> bool:
        return self._most is not None and self.taken[record] >= self._most


class Closing(asyncio.Event):
    """An event that is also set from a moment on (None: never by itself): nothing is begun after it."""

    def __init__(self, stop: asyncio.Event, clock: Clock, until: datetime | None) -> None:
        super().__init__()
        self._stop = stop
        self._clock = clock
        self._until = until

    def is_set(self) -> bool:
        """Whether somebody asked to stop, or the time is over."""
        return self._stop.is_set() or self.is_over

    async def wait(self) -> bool:  # type: ignore[override]
        """Return when somebody asked to stop; who works looks at `is_set` before each write."""
        return await self._stop.wait()

    @property
    def is_over(self) -> bool:
        """Whether the time is over, whoever asked for anything."""
        return self._until is not None and self._clock.now() >= self._until
