"""One case of each kind for the merge of a field, so that its table can be printed from what it really decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from interlock.model.decisions import Direction, Winner, WinnerKind
from interlock.model.path import Path
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.conflicts import Interval
from interlock.sync.merge import Fate, Outcome, Rules, merge_pair


@dataclass(frozen=True, slots=True)
class Sample:
    """What both sides show of a field, and what they last agreed on (None: nothing yet)."""

    says: str
    left: Canonical
    right: Canonical
    base: tuple[Canonical, Canonical] | None


SAMPLES = (
    Sample("neither changed", "was", "was", ("was", "was")),
    Sample("the left one changed", "new", "was", ("was", "was")),
    Sample("the right one changed", "was", "new", ("was", "was")),
    Sample("both changed to the same", "new", "new", ("was", "was")),
    Sample("both changed to different values", "one", "other", ("was", "was")),
    Sample("the left one was cleared", None, "was", ("was", "was")),
    Sample("the right one was cleared", "was", None, ("was", "was")),
    Sample("the left one was cleared, the right one changed", None, "other", ("was", "was")),
    Sample("the right one was cleared, the left one changed", "one", None, ("was", "was")),
    Sample("the left one is not shown any more", ABSENT, "was", ("was", "was")),
    Sample("the right one is not shown any more", "was", ABSENT, ("was", "was")),
    Sample("just linked, both have the same", "one", "one", None),
    Sample("just linked, both differ", "one", "other", None),
    Sample("just linked, only the left has a value", "one", None, None),
    Sample("just linked, only the right has a value", None, "other", None),
)


@dataclass(frozen=True, slots=True)
class SampleRule:
    """A conflict rule, with what is known of the times of the edits: `newer` is the side of the later one."""

    says: str
    winner: Winner | None
    newer: Side | None = None


RULES = (
    SampleRule("source of truth wins", Winner(WinnerKind.SOURCE_OF_TRUTH)),
    SampleRule("newest wins, the left edit is newer", Winner(WinnerKind.NEWEST), Side.LEFT),
    SampleRule("newest wins, the right edit is newer", Winner(WinnerKind.NEWEST), Side.RIGHT),
    SampleRule("newest wins, which is newer cannot be told", Winner(WinnerKind.NEWEST)),
    SampleRule("hold", Winner(WinnerKind.HOLD)),
    SampleRule("report", Winner(WinnerKind.REPORT)),
)


@dataclass(frozen=True, slots=True)
class _Pair:
    direction: Direction
    name: str = "field"
    winner: Winner | None = None
    elementwise: bool = False


@dataclass(frozen=True, slots=True)
class _Times:
    newer: Side | None

    def edited(self, side: Side, by: Path | None) -> Interval | None:
        """The side that is newer was edited a minute later."""
        del by
        if self.newer is None:
            return None
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=side is self.newer)
        return Interval(at, at)

    def ahead(self, side: Side, by: Path | None) -> bool:
        """Nothing lies in the future."""
        del side, by
        return False


def outcome(sample: Sample, rule: SampleRule, direction: Direction) -> Outcome:
    """What the merge decides in that case; the left side is the source of truth."""
    systems = {Side.LEFT: "left", Side.RIGHT: "right"}
    rules = Rules(rule.winner, Side.LEFT, _Times(rule.newer), systems)
    return merge_pair(_Pair(direction), sample.left, sample.right, sample.base, rules)


def sentences(direction: Direction) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each case with what follows by each rule, as sentences."""
    for sample in SAMPLES:
        yield sample.says, tuple(_sentence(outcome(sample, rule, direction)) for rule in RULES)


def _sentence(found: Outcome) -> str:
    match found.fate:
        case Fate.FLOWS | Fate.RESTORED if found.to is not None:
            kept = "; the other one is kept in the history" if found.lost is not ABSENT else ""
            verb = "is put back on" if found.fate is Fate.RESTORED else "goes to"
            return f"The {found.to.other.value} value {verb} the {found.to.value}{kept}."
        case Fate.HELD:
            return "Nothing is written; a person is asked."
        case Fate.REPORTED:
            return "Nothing is written; it is told once."
        case _:
            return "Nothing is written."
