"""A copy of a shelf that shows what changed only a while later, as search indexes and read-only copies do."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from interlock.model.clock import Clock
from interlock.model.profile import RecordProfile
from interlock.sandbox.becoming import Mark, become
from interlock.sandbox.item import StoredItem
from interlock.sandbox.shelf import Shelf


class Replica:
    """Follows one shelf at a distance of so many seconds."""

    def __init__(self, followed: Shelf, clock: Clock, *, lag_s: float) -> None:
        self._followed = followed
        self._clock = clock
        self._lag = timedelta(seconds=lag_s)
        self._shown = Shelf(followed.record, system="", seed=0)
        self._coming: deque[tuple[datetime, StoredItem]] = deque()
        for item in followed.items.values():
            self._shown.copy(item)
        followed.told.append(self._follow)

    def become(self, record: RecordProfile, mark: Mark) -> None:
        """Go by other facts from now on, with what is on its way as the shelf has it now."""
        become(self._shown, record, mark)
        kept = self._followed.items
        self._coming = deque((at, kept[one.id] if one.deleted and one.id in kept else one) for at, one in self._coming)

    def leave(self) -> None:
        """Follow no longer."""
        self._followed.told.remove(self._follow)

    def _follow(self, item: StoredItem) -> None:
        self._coming.append((self._clock.now() + self._lag, item))

    def shelf(self) -> Shelf:
        """The shelf as it was the lag ago."""
        now = self._clock.now()
        while self._coming and self._coming[0][0] <= now:
            self._shown.copy(self._coming.popleft()[1])
        return self._shown
