"""The complete example is understood whole, and everything in it stands where the reader says."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from interlock.document import Reading, read, slice  # noqa: A004 - the helper is called so
from interlock.model.decisions import CreateMissing, DeleteKind, Direction, Leaving, StartingKind, WinnerKind
from interlock.model.document import FieldRow, Phrase, Stated
from interlock.model.value import Side

FILE = Path("examples/orders/orders.interlock.md")


@pytest.fixture(scope="module")
def example() -> Reading:
    return read(FILE.read_bytes().decode(), "orders.interlock.md")


def test_nothing_is_wrong_with_it(example: Reading) -> None:
    assert example.findings == ()


def test_every_criterion_story_and_policy_is_understood(example: Reading) -> None:
    document = example.document
    assert len(document.criteria) == 34
    assert [c.name for c in document.criteria if not c.understood] == []
    assert [s.name for s in document.stories if s.sentence.value is None] == []
    assert all(p.when.value and p.then.value for p in document.policies)
    assert [a.text for a in document.assumptions if a.fact is None] == [
        "An Order is never split over two ERP companies."
    ]


def test_every_written_decision_has_a_meaning(example: Reading) -> None:
    for place, stated in _stated(example.document):
        assert stated.open or stated.value is not None, place


def test_the_words_at_every_place_are_those_of_the_document(example: Reading) -> None:
    document = example.document
    checked = 0
    for where, stated in _stated(document):
        assert slice(document, stated.span) == stated.text, where
        assert (stated.span.line, stated.span.column) == _line_and_column(document.text, stated.span.start)
        checked += 1
    for phrase in _phrases(document):
        assert slice(document, phrase.span) == phrase.text
        checked += 1
    assert checked > 250


def test_the_words_of_a_criterions_phrases_have_their_places(example: Reading) -> None:
    document = example.document
    conflict = next(c for c in document.criteria if c.name == "conflict")
    assert conflict.trigger is not None
    assert (
        slice(document, conflict.trigger.span)
        == "a Customer's `phone` changes in Storefront and 2 minutes later in ERP"
    )
    said = [slice(document, outcome.phrase.span) for outcome in conflict.outcomes]
    assert said == ["the value of ERP is in both", "the other value is in the history"]


def test_a_record_has_all_its_decisions(example: Reading) -> None:
    customer = example.document.record("customer")
    assert customer is not None
    assert (customer.resource(Side.LEFT), customer.resource(Side.RIGHT)) == ("customers", "business-partners")
    assert customer.direction.value is Direction.BOTH
    assert customer.on_conflict.value is not None
    assert customer.on_conflict.value.kind is WinnerKind.NEWEST
    assert customer.on_delete.value is not None
    assert customer.on_delete.value.kind is DeleteKind.ARCHIVE
    assert customer.when_it_leaves.value is Leaving.STOP
    assert customer.create_missing.value == CreateMissing(frozenset({Side.RIGHT}))
    assert customer.starting.value is not None
    assert customer.starting.value.kind is StartingKind.LINK_ONLY
    assert customer.how_often.value is not None
    assert customer.how_often.value.every == timedelta(minutes=5)
    assert len(customer.fields) == 6
    assert [row.sensitive for row in customer.fields] == [True, True, True, False, False, False]


def test_a_constant_has_no_field_on_its_other_side(example: Reading) -> None:
    order = example.document.record("Order")
    assert order is not None
    constant: FieldRow = order.fields[-1]
    assert constant.left.open
    assert constant.left.span.line == constant.right.span.line
    assert constant.rule.value == "always `web`"


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _stated(value: object, path: str = "") -> Iterator[tuple[str, Stated[object]]]:
    if isinstance(value, Stated):
        yield path, value
    if is_dataclass(value):
        for each in fields(value):
            yield from _stated(getattr(value, each.name), f"{path}.{each.name}")
    if isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _stated(inner, f"{path}[{index}]")


def _phrases(value: object) -> Iterator[Phrase]:
    if isinstance(value, Phrase):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _phrases(getattr(value, each.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _phrases(inner)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _phrases(inner)
