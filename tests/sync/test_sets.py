"""Lists that are sets: what was added and removed on both sides is brought together, and nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.decisions import Direction, Winner, WinnerKind
from interlock.model.path import Path
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.conflicts import Interval
from interlock.sync.merge import Fate, Rules, merge_pair

SETS = st.frozensets(st.sampled_from("abcdef"))
RULES = [Winner(kind) for kind in (WinnerKind.SOURCE_OF_TRUTH, WinnerKind.HOLD, WinnerKind.NEWEST, WinnerKind.REPORT)]


@dataclass(frozen=True)
class Tags:
    """A pair of sets."""

    name: str = "tags"
    direction: Direction = Direction.BOTH
    winner: Winner | None = None
    elementwise: bool = True


class NoTimes:
    """Nothing is known of when."""

    def edited(self, side: Side, by: Path | None) -> Interval | None:
        del side, by
        return None

    def ahead(self, side: Side, by: Path | None) -> bool:
        del side, by
        return False


def shown(values: frozenset[str]) -> Canonical:
    return tuple(sorted(values))


def rules(winner: Winner | None) -> Rules:
    return Rules(winner, Side.LEFT, NoTimes(), {Side.LEFT: "left", Side.RIGHT: "right"})


@given(SETS, SETS, SETS, st.sampled_from(RULES))
def test_additions_and_removals_of_both_sides_meet_whatever_the_rule(
    base: frozenset[str], left: frozenset[str], right: frozenset[str], winner: Winner
) -> None:
    wanted = shown((left | right) - (base - left) - (base - right))
    now: dict[Side, Canonical] = {Side.LEFT: shown(left), Side.RIGHT: shown(right)}
    was: tuple[Canonical, Canonical] = (shown(base), shown(base))
    writes = 0
    while True:
        found = merge_pair(Tags(), now[Side.LEFT], now[Side.RIGHT], was, rules(winner))
        if found.to is None:
            break
        assert found.fate is Fate.FLOWS
        assert found.lost is ABSENT
        now[found.to] = found.value
        if not found.partly:
            was = (found.value, found.value)
        writes += 1
        assert writes <= 2
    assert now[Side.LEFT] == now[Side.RIGHT] == wanted


@pytest.mark.parametrize(("left", "right"), [(None, ("a",)), ("text", ("a",)), (("a",), ABSENT)])
def test_what_is_no_set_goes_by_the_rule(left: Canonical, right: Canonical) -> None:
    found = merge_pair(Tags(), left, right, (("b",), ("b",)), rules(Winner(WinnerKind.HOLD)))
    assert found.fate in (Fate.HELD, Fate.FLOWS)
    assert not found.partly


def test_a_difference_at_the_first_link_goes_by_the_rule() -> None:
    assert merge_pair(Tags(), ("a",), ("b",), None, rules(Winner(WinnerKind.HOLD))).fate is Fate.HELD
