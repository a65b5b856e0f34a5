"""The decisions that the data map takes about a record, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum, StrEnum

from interlock.model.path import Path
from interlock.model.value import Side


class Direction(Enum):
    """Which way values flow; the left system is the first in the table of systems."""

    RIGHT = "→"
    LEFT = "←"
    BOTH = "↔"

    def writes(self, side: Side) -> bool:
        """Whether values arrive at that side."""
        return self is Direction.BOTH or self is (Direction.RIGHT if side is Side.RIGHT else Direction.LEFT)


class WinnerKind(StrEnum):
    """Who wins when both sides changed a field."""

    SOURCE_OF_TRUTH = "source of truth wins"
    NEWEST = "newest wins"
    HOLD = "hold"
    PER_FIELD = "per field"
    REPORT = "report"
    SIDE = "a named system wins"


@dataclass(frozen=True, slots=True)
class Winner:
    """A conflict rule.

    `otherwise` decides where newest cannot be told (None: hold). `by_left`, `by_right` name the time fields to compare;
    None means the records' own updated-at. `side` goes with `WinnerKind.SIDE`.
    """

    kind: WinnerKind
    otherwise: Winner | None = None
    by_left: Path | None = None
    by_right: Path | None = None
    side: Side | None = None


class DeleteKind(StrEnum):
    """What becomes of the counterpart of a deleted item."""

    DELETE = "delete"
    ARCHIVE = "archive"
    KEEP = "keep"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class DeleteRule:
    """A delete rule; `field` and `value` say how to archive, `only_in` restricts a two-way rule to one side."""

    kind: DeleteKind
    field: Path | None = None
    value: str | None = None
    only_in: Side | None = None


@dataclass(frozen=True, slots=True)
class MatchPair:
    """One pair of fields by which items of both sides are recognised as the same."""

    left: Path
    right: Path
    ignoring_case: bool = False


@dataclass(frozen=True, slots=True)
class MatchKey:
    """All pairs must agree; an empty value never matches an empty value."""

    pairs: tuple[MatchPair, ...]


class Comparison(StrEnum):
    """How a condition compares."""

    IS = "is"
    IS_NOT = "is not"
    IS_ONE_OF = "is one of"
    IS_EMPTY = "is empty"
    IS_NOT_EMPTY = "is not empty"
    MORE = "is more than"
    LESS = "is less than"


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on one field of one side; `values` are as written. `side` is None in a term, which names no system."""

    field: Path
    comparison: Comparison
    values: tuple[str, ...]
    side: Side | None = None


class Leaving(StrEnum):
    """What happens to the counterpart when an item no longer satisfies its condition."""

    STOP = "stop updating"
    KEEP = "keep updating"
    ARCHIVE = "archive"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class CreateMissing:
    """The sides in which an item without counterpart may be created; none of them: never."""

    sides: frozenset[Side]


class StartingKind(StrEnum):
    """What the first run takes up."""

    ALL = "all"
    LINK_ONLY = "link only"
    FROM_GO_LIVE = "from go-live"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Starting:
    """What the first run takes up; `day` goes with SINCE.

    Link only: what exists on both sides is linked and kept equal; what exists on one side only is not created, unless
    an item that flows refers to it.
    """

    kind: StartingKind
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Frequency:
    """How soon a change is looked for: at once, every so often, or at a time of day."""

    at_once: bool = False
    every: timedelta | None = None
    at: time | None = None
    zone: str | None = None
