"""Time, as a port: nothing in the inner rooms reads a clock or sleeps but through this."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time and lets it pass."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        ...


class Turns(Protocol):
    """The time in which a system may be asked, shared with other processes that ask it too."""

    def reserve(self, now: datetime, span: timedelta) -> datetime:
        """The moment from which a stretch of time of that length is ours alone, now or later."""
        ...

    def close_until(self, until: datetime) -> None:
        """Let nobody have a stretch that begins before that moment."""
        ...
