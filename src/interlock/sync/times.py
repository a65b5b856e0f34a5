"""When an item was edited on each side, as far as stamps and clocks tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from interlock.model.kept import Cursor, Seen
from interlock.model.path import Path, get
from interlock.model.value import JSON, Absent, Side
from interlock.sync.conflicts import Interval, Stamp
from interlock.sync.record import Record

_MILLISECONDS_FROM = 10**11
"""A count of seconds this large would lie thousands of years ahead, so it counts milliseconds."""


@dataclass(frozen=True, slots=True)
class ItemTimes:
    """The edit times of one linked item."""

    record: Record
    seen: Mapping[Side, Seen]
    cursors: Mapping[Side, Cursor]
    now: datetime

    def edited(self, side: Side, by: Path | None) -> Interval | None:
        """The time of the edit, by that time field (None: the item's own); None where it cannot be told."""
        return self._stamp(side, by).interval(self.now)

    def ahead(self, side: Side, by: Path | None) -> bool:
        """Whether that time lies in the future, so that it says nothing."""
        return self._stamp(side, by).ahead(self.now)

    def _stamp(self, side: Side, by: Path | None) -> Stamp:
        seen, cursor = self.seen[side], self.cursors[side]
        at = seen.updated_at if by is None else moment(get(seen.body, by))
        resolution = self.record.profiles[side].stamp_resolution_s.value or 1.0
        return Stamp(at, cursor.offset_s, cursor.unsure_s, resolution)


def moment(value: JSON | Absent) -> datetime | None:
    """The moment that a time field names; None where it names none, or none with an offset."""
    if isinstance(value, bool):
        return None
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value / 1000 if value >= _MILLISECONDS_FROM else value, UTC)
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            return at if at.tzinfo is not None else None
    except (ValueError, OverflowError, OSError):
        return None
    return None
