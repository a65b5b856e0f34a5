"""Any trigger goes with any circumstance and any outcomes; who is named may be written in any case and number."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.document.helpers import found, reading

from interlock.document import Shape, shapes
from interlock.model.document import Criterion

BEGUN_BY_AFTER = {"quiet"}
TRIGGERS = [shape for shape in shapes()["triggers"] if shape.name not in BEGUN_BY_AFTER]
WITHS = [shape for shape in shapes()["withs"] if shape.name not in {"spread", "for_existing"}]


def criterion(sentence: str, *, terms: str = "") -> Criterion:
    result = reading(f"{terms}## Acceptance criteria\n\n- **it**: {sentence}\n")
    assert found(result) == []
    return result.document.criteria[0]


@given(
    trigger=st.sampled_from(TRIGGERS),
    circumstance=st.none() | st.sampled_from(list(shapes()["circumstances"])),
    outcomes=st.lists(
        st.tuples(
            st.sampled_from(list(shapes()["outcomes"])), st.none() | st.sampled_from(list(shapes()["deadlines"]))
        ),
        min_size=1,
        max_size=4,
    ),
    separators=st.lists(st.sampled_from([" and ", ", ", ", and ", ", then "]), min_size=3, max_size=3),
)
def test_any_composition_is_understood(
    trigger: Shape, circumstance: Shape | None, outcomes: list[tuple[Shape, Shape | None]], separators: list[str]
) -> None:
    said = [f"{outcome.example} {deadline.example}" if deadline else outcome.example for outcome, deadline in outcomes]
    then = said[0] + "".join(separator + text for separator, text in zip(separators, said[1:], strict=False))
    first = trigger.example + (f" {circumstance.example}" if circumstance else "")
    read = criterion(f"When {first}, {then}.")
    assert read.trigger is not None
    assert (read.trigger.shape, read.trigger.args) == (trigger.name, trigger.gives)
    assert (read.circumstance.shape if read.circumstance else None) == (circumstance.name if circumstance else None)
    assert [o.phrase.shape for o in read.outcomes] == [outcome.name for outcome, _ in outcomes]
    for outcome, (_, deadline) in zip(read.outcomes, outcomes, strict=True):
        if deadline:
            assert outcome.deadline is not None
            assert outcome.deadline.shape == deadline.name


@given(
    special=st.lists(st.sampled_from(WITHS), min_size=1, max_size=4),
    inside=st.booleans(),
    joint=st.sampled_from([", ", " and "]),
)
def test_what_is_special_stands_in_the_middle_or_at_the_end(special: list[Shape], inside: bool, joint: str) -> None:
    items = special[0].example
    for before, shape in pairwise(special):
        keyword, rest = shape.example.split(" ", 1)
        items += joint + (rest if before.example.startswith(f"{keyword} ") else f"{keyword} {rest}")
    first = f"an Invoice {items} is created in Desk" if inside else f"an Invoice is created in Desk {items}"
    read = criterion(f"When {first}, it is held.")
    assert [(w.shape, w.args) for w in read.withs] == [(shape.name, shape.gives) for shape in special]


def test_a_sentence_begun_by_after() -> None:
    read = criterion("After 1 hour of quiet, every Invoice is equal in both.")
    assert read.trigger is not None
    assert (read.trigger.shape, read.trigger.args) == ("quiet", {"duration": timedelta(hours=1)})


@pytest.mark.parametrize("record", ["Invoice", "invoice", "INVOICE", "invoices", "Invoices"])
@pytest.mark.parametrize("system", ["Desk", "desk", "DESK"])
def test_names_in_any_case_and_number_give_the_name_as_written(record: str, system: str) -> None:
    read = criterion(f"When 3 {record} are created in {system}, an alert is sent.")
    assert read.trigger is not None
    assert read.trigger.args == {"record": "Invoice", "system": "Desk", "count": 3}


def test_an_outcome_without_a_deadline_takes_the_next_one() -> None:
    read = criterion(
        "When an Invoice is created in Desk, it is held and other Invoices exist in Books within 15 minutes."
    )
    assert [o.deadline.args["duration"] if o.deadline else None for o in read.outcomes] == [timedelta(minutes=15)] * 2


def test_an_outcome_after_the_last_deadline_takes_that() -> None:
    read = criterion(
        "When an Invoice's `note` changes in Desk and 2 minutes later in Books, "
        "the value of Books is in both within 15 minutes and the other value is in the history."
    )
    assert [o.deadline.args["duration"] if o.deadline else None for o in read.outcomes] == [timedelta(minutes=15)] * 2


def test_what_must_happen_does_not_take_the_time_of_what_must_not() -> None:
    read = criterion(
        "When an Invoice is deleted in Desk, no Invoice is archived in Books for 1 hour and the owner is asked."
    )
    assert [o.deadline.shape if o.deadline else None for o in read.outcomes] == ["throughout", None]


def test_a_deadline_may_come_first() -> None:
    read = criterion("When an Invoice is created in Desk, within 15 minutes a matching Invoice exists in Books.")
    assert read.outcomes[0].phrase.shape == "exists"
    assert read.outcomes[0].deadline is not None


def test_a_term_stands_for_the_record_with_its_condition() -> None:
    terms = "## Terms\n\n- `big sale` = Invoice where `kind` is `large`\n\n"
    read = criterion("When 2 big sales are created in Desk, the matching Invoices are archived in Books.", terms=terms)
    assert read.trigger is not None
    assert read.trigger.args["record"] == "Invoice"
    assert [(w.shape, w.args, w.text) for w in read.withs] == [
        ("value", {"field": "kind", "value": "large"}, "big sales")
    ]


def test_a_sentence_over_several_lines_is_one() -> None:
    read = criterion(
        "When an Invoice is created\n  in Desk, a matching Invoice\n  exists in Books within\n  15 minutes."
    )
    assert read.understood
    assert read.outcomes[0].phrase.text == "a matching Invoice exists in Books"


WRONG = [
    ("When an Invoice is created in Dekk, it is held.", "unknown-system", "Dekk", "Desk"),
    (
        "When an Invoice is created in Desk, a matching Invoice exists in Bokks within 15 minutes.",
        "unknown-system",
        "Bokks",
        "Books",
    ),
    ("When an Invoce is created in Desk, it is held.", "unknown-record", "Invoce", "Invoice"),
    ("When 3 Invoices for existing Acounts are created in Desk, it is held.", "unknown-record", "Acounts", "Account"),
    (
        "When an Invoice is created in Desk, it is dealt with.",
        "criterion-not-understood",
        "it is dealt with",
        "it is held",
    ),
    (
        "When an Invoice explodes in Desk, it is held.",
        "criterion-not-understood",
        "an Invoice explodes in Desk",
        "is created in",
    ),
    (
        "When 10,000 Invoices pour in on a Friday, a matching Invoice exists in Books within 1 hour.",
        "criterion-not-understood",
        "10,000 Invoices pour in on a Friday",
        "is created in",
    ),
    ("Invoices sync quickly.", "criterion-not-understood", "Invoices sync quickly.", "When an Invoice"),
    (
        "When an Invoice is created in Desk, it is held, things are fine and an alert is sent.",
        "criterion-not-understood",
        "things are fine",
        "like",
    ),
]


@pytest.mark.parametrize(("sentence", "code", "words", "hint"), WRONG)
def test_what_is_wrong_is_named_with_its_place(sentence: str, code: str, words: str, hint: str) -> None:
    result = reading(f"## Acceptance criteria\n\n- **it**: {sentence}\n")
    assert found(result) == [(code, words)]
    assert hint in result.findings[0].hint
    assert not result.document.criteria[0].understood
    assert result.document.criteria[0].text == sentence


def test_a_term_without_a_value_cannot_be_made() -> None:
    section = (
        "## Terms\n\n- `big sale` = Invoice where `amount_cents` is more than 5\n\n"
        "## Acceptance criteria\n\n- **it**: When a big sale is created in Desk, it is held.\n"
    )
    assert found(reading(section)) == [("criterion-not-understood", "big sale")]


def test_a_sentence_of_commas_takes_bounded_time() -> None:
    hostile = "When " + "an Invoice with a `x`, a `y` and a `z` while before, within for existing and " * 12
    result = reading(f"## Acceptance criteria\n\n- **it**: {hostile}\n")
    assert [code for code, _ in found(result)]


def test_shapes_are_documented_in_plain_words() -> None:
    for kind, catalogue in shapes().items():
        for name, text in catalogue.docs.items():
            assert re.fullmatch(r"[A-Z↔→].*[.]", text.strip(), re.DOTALL), (kind, name)
