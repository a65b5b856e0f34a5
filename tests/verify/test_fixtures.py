"""Made items are taken by their systems, pass their filters and agree with each other; a changed one does not."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import example as shown
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.verify.helpers import example

from interlock.mapping.conditions import holds as mapped
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path, put
from interlock.model.value import JSON, Side
from interlock.sandbox import Sandbox
from interlock.verify.fixtures.conditions import holds
from interlock.verify.fixtures.wish import Wish
from interlock.verify.inventory import Inventory
from interlock.verify.steps._base import CannotTell
from interlock.verify.trace import mark, marks_in


class _Still:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 11, 2, 8, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nobody waits {seconds} s here")


@cache
def _inventory() -> Inventory:
    case = example()
    sandboxes = {side: Sandbox(case.profiles[side], _Still()) for side in Side}
    return Inventory(case.document, case.profiles, sandboxes, 0)


_RECORDS = st.sampled_from(["Customer", "Order", "Stock"])
_SIDES = st.sampled_from(list(Side))


@settings(max_examples=30, deadline=None)
@given(_RECORDS, _SIDES)
def test_a_pair_passes_the_filters_carries_its_mark_and_agrees(name: str, side: Side) -> None:
    inventory = _inventory()
    record = example().document.record(name)
    assert record is not None
    subject = inventory.pair(record, side)
    bodies = {}
    for each in Side:
        item = inventory.shown(subject, each)
        assert item is not None
        assert inventory.satisfies(subject, each)
        assert marks_in(item.body) >= {subject.mark}
        assert inventory.counterpart(name, each, item.id) == subject.ids[each.other]
        bodies[each] = item.body
    for source in Side:
        assert list(inventory.reader(record).disagreements(source, bodies)) == []


@settings(max_examples=60, deadline=None)
@given(_RECORDS, st.data())
def test_another_value_on_the_written_side_is_seen(name: str, data: st.DataObject) -> None:
    inventory = _inventory()
    record = example().document.record(name)
    assert record is not None
    reader = inventory.reader(record)
    subject = inventory.pair(record, Side.LEFT)
    bodies = {each: subject.wrote[each] for each in Side}
    pair = data.draw(st.sampled_from(reader.rows.pairs))
    target = Side.RIGHT if pair.direction.writes(Side.RIGHT) else Side.LEFT
    path = data.draw(st.sampled_from(pair.fields[target]))
    others: list[JSON] = ["another", -5.25, None, [], {"a": 1}]
    bodies[target] = put(bodies[target], path, data.draw(st.sampled_from(others)))
    found = list(reader.disagreements(target.other, bodies))
    assert [clause for clause in found if f"`{path}`" in clause]


@pytest.mark.parametrize("shorten", [True, False])
def test_a_list_that_is_too_short_or_has_another_element_is_seen(shorten: bool) -> None:
    inventory = _inventory()
    record = example().document.record("Order")
    assert record is not None
    subject = inventory.pair(record, Side.LEFT, Wish(elements=(("line_items", 3),)))
    lines = subject.wrote[Side.RIGHT]["lines"]
    assert isinstance(lines, list)
    assert isinstance(lines[0], dict)
    changed = lines[1:] if shorten else [{**lines[0], "product_code": "OTHER"}, *lines[1:]]
    bodies = {
        Side.LEFT: subject.wrote[Side.LEFT],
        Side.RIGHT: put(subject.wrote[Side.RIGHT], Path.of("lines"), changed),
    }
    (clause,) = inventory.reader(record).disagreements(Side.LEFT, bodies)
    assert ("has 2 elements and should have 3" if shorten else "lacks the element") in clause


def test_the_order_of_paired_elements_does_not_count() -> None:
    inventory = _inventory()
    record = example().document.record("Order")
    assert record is not None
    subject = inventory.pair(record, Side.LEFT, Wish(elements=(("line_items", 3),)))
    lines = subject.wrote[Side.RIGHT]["lines"]
    assert isinstance(lines, list)
    turned = put(subject.wrote[Side.RIGHT], Path.of("lines"), lines[::-1])
    assert not list(
        inventory.reader(record).disagreements(Side.LEFT, {Side.LEFT: subject.wrote[Side.LEFT], Side.RIGHT: turned})
    )


@settings(max_examples=30, deadline=None)
@given(_RECORDS, _SIDES, st.data())
def test_a_fresh_value_is_another_one(name: str, side: Side, data: st.DataObject) -> None:
    inventory = _inventory()
    record = example().document.record(name)
    assert record is not None
    subject = inventory.pair(record, side)
    paths = [p for pair in inventory.reader(record).rows.pairs for p in pair.fields[side]]
    path = data.draw(st.sampled_from(paths))
    try:
        value = inventory.fresh(subject, side, path)
    except CannotTell:
        # A constant, a filtered field and a reference to the one known item have no second value.
        return
    before = subject.wrote[side]
    inventory.change(subject, side, path, value)
    assert subject.wrote[side] != before
    assert marks_in(subject.wrote[side]) >= {subject.mark}


def test_an_item_without_a_field_is_made_although_its_system_would_refuse_it() -> None:
    record = example().document.record("Order")
    assert record is not None
    subject = _inventory().new(record, Side.LEFT, Wish(absent=("number",)))
    assert "number" not in subject.wrote[Side.LEFT]
    assert marks_in(subject.wrote[Side.LEFT]) >= {subject.mark}


@given(st.integers(0, 1295), st.integers(0, 99_999))
def test_a_mark_is_found_in_any_case_and_place(seed: int, n: int) -> None:
    one = mark(seed, n)
    assert marks_in({"a": [{"b": f"x-{one.upper()}a"}], "c": f"{one}.3@example.com"}) == {one}
    assert marks_in({"a": 5, "b": None, "c": "zq"}) == set()


@given(seed=st.integers(0, 5_000), some=st.sets(st.integers(0, 359_999), max_size=6))
@shown(seed=0, some={10_000, 100_000, 100_001, 99_999, 359_999})
def test_every_mark_is_told_from_all_others_whatever_stands_beside_it(seed: int, some: set[int]) -> None:
    marks = [mark(seed, n) for n in some]
    assert len(set(marks)) == len(some)
    assert all(len(one) == 9 for one in marks)
    assert marks_in({"a": [f"x{one.upper()}7-9" for one in marks]}) == set(marks)


_WRITTEN = [
    "null",
    "true",
    "True",
    "10",
    "10.0",
    "-1",
    "x",
    "",
    "2026-03-01",
    "2026-03-01T10:00:00Z",
    "2026-03-01T10:00",
]
_VALUES: st.SearchStrategy[JSON] = st.sampled_from(
    [
        None,
        True,
        False,
        10,
        10.0,
        -1,
        0,
        "null",
        "x",
        "X",
        "",
        "10",
        "2026-03-01",
        "2026-03-01T11:00:00+01:00",
        [],
        {},
        ["x"],
    ]
)
_BODIES = st.fixed_dictionaries(
    {},
    optional={
        "a": _VALUES,
        "o": st.dictionaries(st.just("b"), _VALUES) | _VALUES,
        "items": _VALUES | st.lists(st.dictionaries(st.just("code"), _VALUES) | _VALUES, max_size=2),
    },
)


@given(
    _BODIES,
    st.sampled_from(["a", "a[]", "o.b", "items[].code", "items", "o.b[].c"]),
    st.sampled_from(Comparison),
    st.lists(st.sampled_from(_WRITTEN), min_size=1, max_size=2),
)
def test_a_condition_is_read_as_the_mapping_reads_it(
    body: dict[str, JSON], field: str, comparison: Comparison, values: list[str]
) -> None:
    several = values if comparison is Comparison.IS_ONE_OF else values[:1]
    condition = Condition(Path.of(field), comparison, tuple(several))
    assert holds(condition, body) is mapped(condition, body)
