"""Weights: a file that a team edits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.errors import InputError
from interlock.estimation import default_text, default_weights, parse
from interlock.estimation.weights import ThreePoint
from interlock.model.estimate import Phase, Role


def test_what_a_file_leaves_out_the_default_says() -> None:
    own = parse(b'[work.record."use cases"]\nanalyst = [5, 6, 7]\n[capacity]\nengineer = 40\n', file="w.toml")
    assert own.capacity[Role.ENGINEER] == 40
    assert own.capacity[Role.ANALYST] == default_weights().capacity[Role.ANALYST]
    changed = [work for work in own.work if work not in default_weights().work]
    assert [(one.driver, one.phase, one.role, one.hours) for one in changed] == [
        ("record", Phase.USE_CASES, Role.ANALYST, ThreePoint(5, 6, 7))
    ]
    assert "replaced by your own" in own.basis


def test_the_printed_file_is_the_default_one() -> None:
    assert parse(default_text().encode(), file="mine.toml") == default_weights()


def test_ones_own_basis_is_told_as_it_is() -> None:
    assert parse(b'basis = "twelve integrations\\nof ours"', file="w.toml").basis == "twelve integrations of ours"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("= 3", "no TOML"),
        ("wrok = 3", "did you mean `work`"),
        ("work = 3", "`work` is to be a table"),
        ("basis = 3", "`basis` is to be a text"),
        ("[capacity]\nengineer = 0", "from 0.1 to 2000"),
        ("[capacity]\nenginer = 9", "did you mean `engineer`"),
        ("[spread]\ncommon = true", "`spread.common`"),
        ("[spread]\ncommon = nan", "`spread.common`"),
        ("[waiting]\nround = 0", "whole number"),
        ("[waiting]\nanswers = [1, 2]", "three numbers"),
        ("[management]\nshare = [0.5, 0.2, 0.9]", "no less than the one before"),
        ("[work.recrod.testing]\nengineer = [1, 2, 3]", "did you mean `record`"),
        ("[work.record.testng]\nengineer = [1, 2, 3]", "did you mean `testing`"),
        ("[work.record.testing]\nenginer = [1, 2, 3]", "did you mean `engineer`"),
        ("[work.record.testing]\nengineer = [1, 2, inf]", "three numbers"),
        ("[work.record]\ntesting = 4", "no phase of `work.record`"),
        ("[work]\nrecord = 4", "no phase of `work.record`"),
    ],
)
def test_files_that_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as found:
        parse(text.encode(), file="w.toml")
    assert says in found.value.message
    assert "--print-weights" in found.value.hint


@given(st.recursive(st.integers() | st.floats() | st.text(max_size=5), lambda s: st.lists(s, max_size=3), max_leaves=5))
@settings(max_examples=40, deadline=None)
def test_no_value_makes_it_fall_over(value: object) -> None:
    for place in (
        "basis",
        "work",
        "capacity.engineer",
        "spread.each",
        "waiting.round",
        "waiting.access",
        "work.record",
    ):
        try:
            parse(f"{place} = {value!r}".encode("utf-8", "replace"), file="w.toml")
        except InputError as problem:
            assert problem.message
