"""Keeps all who ask one system from here to its limits together, whichever thread they are in."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta


class SharedTurns:
    """The time in which one system may be asked; a `Turns`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: datetime | None = None

    def reserve(self, now: datetime, span: timedelta) -> datetime:
        """The moment from which a stretch of time of that length is ours alone."""
        with self._lock:
            start = max(now, self._taken or now)
            self._taken = start + span
        return start

    def close_until(self, until: datetime) -> None:
        """Let nobody have a stretch that begins before that moment."""
        with self._lock:
            self._taken = max(until, self._taken or until)
