"""The laws of the merge of one field pair: it converges, it is at rest then, and what gives way is told."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from tests.sync.helpers import DEFAULTS, DOCUMENT, compiled

from interlock.mapping import PairMapping, agree
from interlock.model.decisions import Direction, Winner, WinnerKind
from interlock.model.path import Path
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.conflicts import Interval
from interlock.sync.merge import Fate, Rules, merge_pair
from interlock.sync.values import nothing_in

values = st.sampled_from(["a", "b", "c", None, ""])
bases = st.none() | st.tuples(values, values)
winners = st.sampled_from(
    [
        Winner(WinnerKind.SOURCE_OF_TRUTH),
        Winner(WinnerKind.HOLD),
        Winner(WinnerKind.REPORT),
        Winner(WinnerKind.SIDE, side=Side.RIGHT),
        Winner(WinnerKind.NEWEST, otherwise=Winner(WinnerKind.SOURCE_OF_TRUTH)),
        Winner(WinnerKind.NEWEST),
        None,
    ]
)
SYSTEMS = {Side.LEFT: "Shop", Side.RIGHT: "Books"}


class NoTimes:
    """Nobody knows when anything was edited."""

    def edited(self, side: Side, by: Path | None) -> Interval | None:
        del side, by
        return None

    def ahead(self, side: Side, by: Path | None) -> bool:
        del side, by
        return False


@cache
def pair(direction: Direction) -> PairMapping:
    _, mappings = compiled(DOCUMENT.format(**DEFAULTS))
    return next(one for one in mappings["Client"].pairs if one.direction is direction)


def rules(winner: Winner | None) -> Rules:
    return Rules(winner, Side.LEFT, NoTimes(), SYSTEMS)


Base = tuple[Canonical, Canonical] | None


@given(values, values, bases, winners, st.sampled_from(Direction))
def test_after_one_step_there_is_nothing_more_to_do(
    left: Canonical, right: Canonical, base: Base, winner: Winner | None, direction: Direction
) -> None:
    found = merge_pair(pair(direction), left, right, base, rules(winner))
    if found.to is not None and found.fate in (Fate.FLOWS, Fate.RESTORED):
        left, right = (found.value, right) if found.to is Side.LEFT else (left, found.value)
        assert agree(left, right)
        base = (left, right)
    else:
        base = found.base or base
    again = merge_pair(pair(direction), left, right, base, rules(winner))
    assert again.to is None
    assert again.fate is (Fate.SETTLED if found.to is not None else found.fate)


@given(values, values, bases, winners, st.sampled_from(Direction))
def test_a_value_that_somebody_wrote_gives_way_only_where_it_is_told(
    left: Canonical, right: Canonical, base: Base, winner: Winner | None, direction: Direction
) -> None:
    found = merge_pair(pair(direction), left, right, base, rules(winner))
    if found.to is None or found.fate not in (Fate.FLOWS, Fate.RESTORED):
        return
    overwritten = left if found.to is Side.LEFT else right
    known = None if base is None else base[0 if found.to is Side.LEFT else 1]
    edited = base is None or not agree(overwritten, known)
    if edited and not nothing_in(overwritten):
        assert found.lost == overwritten


@given(values, values, bases, winners)
def test_a_one_way_pair_is_never_written_backwards(
    left: Canonical, right: Canonical, base: Base, winner: Winner | None
) -> None:
    assert merge_pair(pair(Direction.RIGHT), left, right, base, rules(winner)).to is not Side.LEFT
    assert merge_pair(pair(Direction.LEFT), left, right, base, rules(winner)).to is not Side.RIGHT


@given(values, bases, winners, st.sampled_from(Direction))
def test_what_agrees_is_never_written(both: Canonical, base: Base, winner: Winner | None, direction: Direction) -> None:
    assert merge_pair(pair(direction), both, both, base, rules(winner)).to is None


@given(values, st.tuples(values, values), winners)
def test_a_field_that_is_no_longer_shown_clears_nothing(
    right: Canonical, base: tuple[Canonical, Canonical], winner: Winner | None
) -> None:
    found = merge_pair(pair(Direction.BOTH), ABSENT, right, base, rules(winner))
    assert found.to is not Side.RIGHT or found.value == base[0]
