"""Who wins where both sides changed: the written rule, applied to what is known of the two edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from interlock.model.decisions import Winner, WinnerKind
from interlock.model.path import Path
from interlock.model.value import Side

BOTH_CHANGED = "both changed it"


@dataclass(frozen=True, slots=True)
class Interval:
    """The time within which an edit was made, on our clock."""

    earliest: datetime
    latest: datetime


class EditTimes(Protocol):
    """Tells when each side's item was edited."""

    def edited(self, side: Side, by: Path | None) -> Interval | None:
        """The time of the edit, by that time field (None: the item's own); None where it cannot be told."""
        ...

    def ahead(self, side: Side, by: Path | None) -> bool:
        """Whether that time lies in the future, so that it says nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rule says: a side wins, or nobody does and the values are held or only reported."""

    side: Side | None
    reason: str
    hold: bool = False


def ruling(winner: Winner | None, truth: Side | None, times: EditTimes, systems: dict[Side, str]) -> Ruling:
    """Who wins by the rule. Without a rule, and where a rule leaves it open, the values are held."""
    if winner is None:
        return Ruling(None, "no rule says who wins", hold=True)
    match winner.kind:
        case WinnerKind.SOURCE_OF_TRUTH:
            if truth is None:
                return Ruling(None, "no source of truth is named", hold=True)
            return Ruling(truth, f"{systems[truth]} is the source of truth")
        case WinnerKind.SIDE:
            if winner.side is None:
                return Ruling(None, "no system is named that wins", hold=True)
            return Ruling(winner.side, f"{systems[winner.side]} wins by the written rule")
        case WinnerKind.NEWEST:
            return _newest(winner, truth, times, systems)
        case WinnerKind.REPORT:
            return Ruling(None, f"{BOTH_CHANGED}; the rule is to report")
        case WinnerKind.HOLD:
            return Ruling(None, f"{BOTH_CHANGED}; the rule is to hold", hold=True)
        case WinnerKind.PER_FIELD:
            return Ruling(None, f"{BOTH_CHANGED}, and the field's own rule is not written", hold=True)


def _newest(winner: Winner, truth: Side | None, times: EditTimes, systems: dict[Side, str]) -> Ruling:
    left = times.edited(Side.LEFT, winner.by_left)
    right = times.edited(Side.RIGHT, winner.by_right)
    if left is not None and right is not None:
        if left.latest < right.earliest:
            return Ruling(Side.RIGHT, f"the edit in {systems[Side.RIGHT]} is the newer one")
        if right.latest < left.earliest:
            return Ruling(Side.LEFT, f"the edit in {systems[Side.LEFT]} is the newer one")
    unsure = "which edit is newer cannot be told"
    for side, by in ((Side.LEFT, winner.by_left), (Side.RIGHT, winner.by_right)):
        if times.ahead(side, by):
            unsure += f", as the time in {systems[side]} lies in the future"
    if winner.otherwise is None:
        return Ruling(None, unsure, hold=True)
    fallback = ruling(winner.otherwise, truth, times, systems)
    return Ruling(fallback.side, f"{unsure}; {fallback.reason}", hold=fallback.hold)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one side says of the time of an edit, and how far its clock is known.

    `offset_s` is how much its clock is ahead of ours (None: never measured), known to within `unsure_s`; stamps are cut
    to `resolution_s`.
    """

    at: datetime | None
    offset_s: float | None
    unsure_s: float
    resolution_s: float

    def interval(self, now: datetime) -> Interval | None:
        """The time of the edit on our clock; None where it is unknown or lies in the future."""
        if self.at is None or self.offset_s is None or self.ahead(now):
            return None
        ours = self.at - timedelta(seconds=self.offset_s)
        return Interval(
            ours - timedelta(seconds=self.unsure_s),
            ours + timedelta(seconds=self.unsure_s + self.resolution_s),
        )

    def ahead(self, now: datetime) -> bool:
        """Whether it lies in the future, by what is known of the clock that made it."""
        return self.at is not None and self.at - timedelta(seconds=self.offset_s or 0.0) > now + _FUTURE


_FUTURE = timedelta(minutes=1)
"""A stamp further ahead of the measured clock than this was not made by that clock."""
