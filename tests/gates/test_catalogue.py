"""The gates as a catalogue: in an order, each after gates that there are, none waiting for itself."""

from __future__ import annotations

from pathlib import Path

from interlock.gates.condition import code_of, conditions
from interlock.model.gate import Stage

LISTED = {code_of(name): one for name, one in conditions().items.items()}


def test_every_stage_has_gates_and_no_two_share_a_place() -> None:
    places = [(one.stage, one.place) for one in LISTED.values()]
    assert len(set(places)) == len(places)
    assert {stage for stage, _ in places} == set(Stage)


def test_a_gate_comes_after_gates_that_there_are() -> None:
    order = {code: (list(Stage).index(one.stage), one.place) for code, one in LISTED.items()}
    for code, one in LISTED.items():
        for earlier in one.after:
            assert order[earlier] < order[code], (code, earlier)


def test_every_gate_is_opened_and_closed_by_a_test() -> None:
    told = (Path(__file__).parents[1] / "journeys" / "test_gating.py").read_text()
    assert [code for code in LISTED if f'"{code}"' not in told] == []
