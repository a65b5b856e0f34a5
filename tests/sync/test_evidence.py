"""What a target tells of an update whose answer was lost, and whether a system may show a value in its own way."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.value import ABSENT, Canonical
from interlock.sync.evidence import Applied, applied
from interlock.sync.values import own_way

TABLE: list[tuple[dict[str, Canonical], dict[str, Canonical], dict[str, Canonical], Applied, set[str]]] = [
    # written           before              shown now           applied          no longer as before
    ({"a": "1"}, {"a": "0"}, {"a": "1"}, Applied.YES, {"a"}),
    ({"a": "1"}, {"a": "0"}, {"a": "0"}, Applied.NO, set()),
    ({"a": "1"}, {"a": "0"}, {"a": "2"}, Applied.UNKNOWN, {"a"}),
    ({"a": "1", "b": "1"}, {"a": "0", "b": "0"}, {"a": "1", "b": "2"}, Applied.YES, {"a", "b"}),
    ({"a": "1", "b": "1"}, {"a": "0", "b": "0"}, {"a": "1", "b": "0"}, Applied.UNKNOWN, {"a"}),
    ({"a": "1", "b": "1"}, {"a": "0", "b": "1"}, {"a": "2", "b": "1"}, Applied.UNKNOWN, {"a"}),
    ({"a": "1", "b": "1"}, {"a": "0", "b": "0"}, {"a": "0", "b": "2"}, Applied.UNKNOWN, {"b"}),
    ({"a": "1"}, {"a": "0"}, {}, Applied.UNKNOWN, {"a"}),
    ({"a": "1", "b": "1"}, {"a": "0", "b": "0"}, {"a": "1"}, Applied.YES, {"a", "b"}),
    # what may be the system's own way: another order, a cut text
    ({"a": ("1", "2")}, {"a": ("0",)}, {"a": ("2", "1")}, Applied.YES, {"a"}),
    ({"a": ("1", "2")}, {"a": ("2", "1")}, {"a": ("2", "1")}, Applied.NO, set()),
    ({"a": "a long description"}, {"a": "a long desc"}, {"a": "a long desc"}, Applied.NO, set()),
]


@pytest.mark.parametrize(("written", "before", "shown", "outcome", "moved"), TABLE)
def test_what_the_target_tells(
    written: dict[str, Canonical],
    before: dict[str, Canonical],
    shown: dict[str, Canonical],
    outcome: Applied,
    moved: set[str],
) -> None:
    found, changed = applied(written, before, shown)
    assert (found, set(changed)) == (outcome, moved)


def test_what_people_may_have_written_as_well_proves_nothing_of_what_they_edited() -> None:
    written, before = {"name": "new", "status": "paid"}, {"name": "old", "status": "open"}
    now = {"name": "another", "status": "paid"}
    assert applied(written, before, now) == (Applied.YES, ("name", "status"))
    assert applied(written, before, now, proving={"name"}) == (Applied.UNKNOWN, ("name", "status"))
    assert applied(written, before, written, proving=()) == (Applied.YES, ("name", "status"))


@pytest.mark.parametrize(
    ("new", "shown", "both_ways", "one_way"),
    [
        ("0.31", "0.31", Applied.YES, Applied.YES),
        ("0.31", "0.3", Applied.YES, Applied.UNKNOWN),
        ("0.31", "0.75", Applied.NO, Applied.NO),
        ("12.345", "12.35", Applied.YES, Applied.YES),
    ],
)
def test_a_short_rounded_number_that_flows_only_there_may_as_well_be_an_edit(
    new: str, shown: str, both_ways: Applied, one_way: Applied
) -> None:
    written, before, now = (dict[str, Canonical](sum=Decimal(one)) for one in (new, "0.75", shown))
    assert applied(written, before, now)[0] is both_ways
    assert applied(written, before, now, one_way={"sum"})[0] is one_way


OWN: list[tuple[Canonical, Canonical, bool]] = [
    ("Ann", "ANN", True),
    ("+41 44 123 45 67", "0041441234567", True),
    ("+41 44 123 45 67", "0041441234568", False),
    ("A long description that is cut", "A long descri", True),
    ("A long description that is cut", "A long  ideas", False),
    ("t12", "t1", False),
    ("Ann", "Bob", False),
    ("Ann", None, False),
    (None, "Unknown", False),
    (None, "", True),
    (Decimal("10.005"), Decimal("10.01"), True),
    (Decimal("10.005"), Decimal("10.02"), False),
    (Decimal("10.5"), Decimal(10), True),
    (Decimal(120), Decimal(100), False),
    (True, False, False),
    (("b", "a"), ("a", "b"), True),
    (("b", "a"), ("a",), False),
    (datetime(2026, 3, 2, 8, 0, 0, 500, UTC), datetime(2026, 3, 2, 8, 0, 0, 0, UTC), True),
    ({"x": "1"}, {"x": "2"}, False),
]


@pytest.mark.parametrize(("written", "shown", "whether"), OWN)
def test_what_can_be_a_systems_own_way(written: Canonical, shown: Canonical, whether: bool) -> None:
    assert own_way(written, shown) is whether


plain = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.decimals(allow_nan=False)


@given(plain, plain)
def test_any_two_values_can_be_compared_and_a_value_is_its_own_way(one: Canonical, other: Canonical) -> None:
    own_way(one, other)
    assert own_way(one, one)
    assert own_way(one, ABSENT) is own_way(one, None)
