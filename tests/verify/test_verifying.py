"""What is chosen, and what cannot be told."""

from __future__ import annotations

import asyncio

import pytest
from tests.verify.breakages import Idle
from tests.verify.helpers import example, with_criterion

from interlock.errors import UsageError
from interlock.model.verdict import Judgement
from interlock.verify import Engine, Parts, chosen


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (["arrives"], ["arrives"]),
        (["known-customers"], ["customer-arrives"]),
        (["STOCK"], ["sold-out", "unknown-product", "stock-deleted", "storefront-down", "stays-equal"]),
        (["sold-out", "conflict"], ["conflict", "sold-out"]),
    ],
)
def test_names_of_criteria_stories_and_records_choose(only: list[str], names: list[str]) -> None:
    assert [c.name for c in chosen(example().document, only)] == names


def test_no_name_chooses_all() -> None:
    assert chosen(example().document, ()) == example().document.criteria


def test_an_unknown_name_is_told_with_what_was_meant() -> None:
    with pytest.raises(UsageError, match="`arives`") as raised:
        chosen(example().document, ["arives"])
    assert "`arrives`" in raised.value.hint


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Orders arrive quickly.", "not understood"),
        ("When a Parcel is created in Storefront, a matching Parcel exists in ERP within 5 minutes.", "not understood"),
        ("When an Order's `colour` changes in Storefront, its `total` is equal in ERP within 5 minutes.", "`colour`"),
        ("When an Order is created in Shop, a matching Order exists in ERP within 5 minutes.", "not understood"),
        (
            "When 900,000,000 Orders are created in Storefront, every Order exists exactly once in ERP within 1 hour.",
            "more than a bench makes",
        ),
        (
            "When a Stock is created in ERP, no matching Stock exists in Storefront for 500 weeks.",
            "longer than a bench",
        ),
        (
            "When an Order is created in Storefront with `colour` `red`, a matching Order exists in ERP within 1 hour.",
            "no field `colour` of Order is known in Storefront",
        ),
        ("When ERP answers 422 to a Stock, it is held.", "no Stock is written to ERP"),
        (
            "When an Order is created in Storefront with `currency` `doubloons`, it is held.",
            "can be made that Storefront accepts",
        ),
    ],
)
def test_what_cannot_be_told_says_why(sentence: str, reason: str) -> None:
    verdict = with_criterion(sentence).verdict("one")
    assert verdict.judgement is Judgement.CANNOT_TELL
    assert reason in verdict.reason


def test_an_integration_that_falls_over_is_not_met_and_the_reason_says_so() -> None:
    class Falls(Idle):
        async def watch(self, stop: asyncio.Event) -> None:
            raise ZeroDivisionError(f"one too many, {stop.is_set()}")

    def build(_parts: Parts) -> Engine:
        return Falls()

    verdict = example().verdict("arrives", build=build)
    assert verdict.judgement is Judgement.NOT_MET
    assert "the integration had stopped: ZeroDivisionError: one too many, False" in verdict.reason
