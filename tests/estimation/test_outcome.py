"""Whole estimates: what is counted, what leaving out saves, and what rescues a target."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.estimation.helpers import deck, example

from interlock.errors import UsageError
from interlock.estimation import can_be_left_out, counted, estimator
from interlock.estimation.facts import Facts
from interlock.estimation.without import without
from interlock.model.document import DateRow
from interlock.model.finding import Finding, Severity

START = date(2026, 11, 23)
ESTIMATOR = estimator(deck(), seed=0, start=START)


def _aiming_at(facts: Facts, day: str, what: str = "Target") -> Facts:
    rows = (DateRow(what, day, facts.document.dates[0].span),)
    return replace(facts, document=replace(facts.document, dates=rows))


def test_what_is_counted_in_the_example() -> None:
    counts = {name: len(places) for name, places in counted(example()).items() if places}
    assert counts == {
        "access_to_get": 3,
        "array": 1,
        "belief": 1,
        "converted_field": 11,
        "create_not_provable": 2,
        "criterion": 34,
        "deletes_not_shown": 2,
        "error_policy": 4,
        "existing_items": 24,
        "field_without_way_back": 5,
        "plain_field": 3,
        "record": 3,
        "reference": 1,
        "sign_in_by_person": 1,
        "story": 4,
        "system": 2,
        "two_way_record": 1,
        "webhook": 1,
    }


@pytest.mark.parametrize("item", can_be_left_out(example()))
def test_whatever_is_left_out_saves_and_never_costs(item: str) -> None:
    reduced, means = without(example(), item)
    assert means
    before, after = ({name: len(places) for name, places in counted(one).items()} for one in (example(), reduced))
    assert before != after
    changed = {name for name in before if after[name] > before[name]}
    assert changed <= {"field_without_way_back", "converted_field", "plain_field"}


def test_a_record_takes_what_points_at_it_along() -> None:
    reduced, means = without(example(), "customer")
    assert [row.name for row in reduced.document.records] == ["Stock"]
    assert means == "Customer out of scope, and Order, which points at it"
    assert {story.name for story in reduced.document.stories} == {"no-overselling"}
    assert all("Stock" in one.text or "nothing is written" in one.text for one in reduced.document.criteria)


def test_the_way_back_takes_fields_criteria_and_story_of_that_way_along() -> None:
    reduced, means = without(example(), "Customer/way-back")
    assert means == "Customer from Storefront only"
    gone = {one.name for one in example().document.criteria} - {one.name for one in reduced.document.criteria}
    assert gone == {
        "phone-comes-back",
        "conflict",
        "corrected-meanwhile",
        "supplier-stays",
        "customer-deleted-in-erp",
    }
    assert "one-address-book" not in {story.name for story in reduced.document.stories}
    assert not counted(reduced)["two_way_record"]


def test_the_last_record_and_what_is_not_there_cannot_be_left_out() -> None:
    with pytest.raises(UsageError, match="no `Ordr`") as found:
        ESTIMATOR.estimate(example(), leave_out=["Ordr"])
    assert "`Order`" in found.value.hint
    with pytest.raises(UsageError, match="nothing is left"):
        ESTIMATOR.estimate(example(), leave_out=["Customer", "Stock"])


def test_a_target_that_is_near_is_rescued_by_the_least_that_is_enough() -> None:
    found = ESTIMATOR.estimate(_aiming_at(example(), "2027-02-01"))
    assert found.target is not None
    assert 0.5 < found.target.chance < 0.8
    assert [step.item for step in found.rescue] == ["Customer/way back"]
    assert (found.rescue[0].chance or 0) >= 0.8


def test_a_target_beyond_reach_says_what_helps_most_and_stays_unlikely() -> None:
    found = ESTIMATOR.estimate(_aiming_at(example(), "2026-11-24"))
    assert found.target is not None
    assert found.target.chance == 0
    assert all((step.chance or 0) < 0.8 for step in found.rescue)


@pytest.mark.parametrize(
    ("what", "when", "aims"),
    [
        ("Target", "2028-01-31", True),
        ("Go-live", "on 2028-01-31 at noon", True),
        ("Go-live window", "weekdays, 05:00 to 07:00", False),
        ("Target", "spring", False),
        ("Target", "2028-02-31", False),
        ("Partner review", "2028-01-31", False),
    ],
)
def test_which_row_of_dates_is_aimed_at(what: str, when: str, aims: bool) -> None:
    found = ESTIMATOR.estimate(_aiming_at(example(), when, what))
    assert (found.target is not None) is aims


def test_open_questions_widen_wait_and_are_named() -> None:
    span = example().document.title.span
    asked = tuple(Finding("x", Severity.QUESTION, span, "m", subject=f"Order/{n}") for n in range(12))
    found = ESTIMATOR.estimate(replace(example(), findings=asked))
    sure = ESTIMATOR.estimate(example())
    assert found.hours.p95 / found.hours.p50 > sure.hours.p95 / sure.hours.p50
    assert found.waiting.p50 > sure.waiting.p50
    share = next(one for one in found.drivers if one.name == "open_question")
    assert (share.count, share.widens) == (12, True)
    assert any("12 open questions answered first" in note for note in found.notes)
    # what is asked about a record goes with it
    assert not counted(without(replace(example(), findings=asked), "Order")[0])["open_question"]


def test_without_descriptions_it_says_that_gaps_are_not_counted() -> None:
    found = ESTIMATOR.estimate(replace(example(), profiles={}))
    assert any("gaps of the two systems are not counted" in note for note in found.notes)
    assert next(one for one in found.drivers if one.name == "description_missing").count == 2
