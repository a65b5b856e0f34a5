"""How an environment stands this moment, as people ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class RecordStatus:
    """How many items of a record there are and how far they are.

    `left_read_at` and `right_read_at` are when changes of that side were last asked for (None: never).
    """

    record: str
    left: int
    right: int
    linked: int
    held: int
    unsettled: int
    left_read_at: datetime | None = None
    right_read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """All records of an environment; `paused` has the sides that are not used now, with the reason."""

    environment: str
    at: datetime
    records: tuple[RecordStatus, ...] = ()
    paused: tuple[tuple[Side, str], ...] = ()
