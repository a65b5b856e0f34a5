"""What comes of a history depends neither on the order of the work nor on which system stands left."""

from __future__ import annotations

import pytest
from tests.simulation.alike import unlike
from tests.simulation.defects import DEFECTS
from tests.simulation.script import script_of

from interlock.model.kept import Seen
from interlock.model.value import Side
from interlock.sync.gathered import Gathered

_SEEDS = range(20)


def test_a_history_is_the_same_in_any_order_and_seen_from_either_side() -> None:
    assert [found for seed in _SEEDS for found in unlike(script_of(seed))] == []


def test_a_preference_for_one_side_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    defect = DEFECTS["a conflict that is to be held is decided"]
    script = script_of(1, defect.climate)
    assert unlike(script) == []
    defect.plant(monkeypatch)
    assert unlike(script)[0].startswith("symmetry: client-1 on the left is {")


def test_who_comes_first_is_noticed_where_it_must_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    several = Gathered.of_key

    def one(self: Gathered, side: Side, key: tuple[str, ...]) -> tuple[Seen, ...]:
        free = [one for one in several(self, side, key) if self.link_at(side, one.id) is None]
        return tuple(free[-1:])

    script = script_of(37)
    assert unlike(script) == []
    monkeypatch.setattr(Gathered, "of_key", one)
    assert unlike(script)[0].startswith("order: client-3 on the right is None and {")
