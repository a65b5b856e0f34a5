"""What integrations meet in practice: each a criterion of a document of its own, met, and noticed when it is broken."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.verify.breakages import does_nothing
from tests.verify.practice import demanding, peak, products, sales

from interlock.model.value import Side
from interlock.model.verdict import Judgement
from interlock.verify import breakages
from interlock.verify.breakages._base import Case, Spot
from interlock.verify.workbench import Workbench, try_out

_CRITERIA = {
    "whole": "When a Sale with 4 `lines`, a `discount_cents`, a `tax_cents` and a `shipping_cents` is created in Till, "
    "its mapped fields are equal in Books within 10 minutes.",
    "line-taken-out": "When 1 of 4 `lines` is removed from a Sale in Till, its mapped fields are equal in Books within "
    "10 minutes.",
    "incomplete": "When a Sale without `number` is created in Till, it is held with a reason and other Sales exist in "
    "Books within 10 minutes.",
    "refused": "When Books answers 422 to a Sale, it is tried 4 times in all, then it is held and an alert is sent.",
    "outage": "When 30 Sales are created in Till while Books is down for 40 minutes, every Sale exists exactly once "
    "in Books within 10 minutes of its return.",
    "maintenance": "When 10 Sales are created in Till while Books answers 503 for 40 minutes, every Sale exists "
    "exactly once in Books within 10 minutes of its return.",
    "renumbered": "When a Sale's `number` changes in Till, its `docno` is equal in Books within 10 minutes and no Sale "
    "is created in Books.",
    "renamed": "When the label of `phone` of Client is renamed in Till, a change of `phone` in Till still arrives in "
    "Books within 15 minutes.",
    "deleted": "When a Client is deleted in Books, the matching Client is deleted in Till within 15 minutes.",
    "both-edited": "When a Client's `phone` changes in Till and 2 minutes later in Books, the value of Books is in "
    "both within 15 minutes and the other value is in the history.",
    "there-already": "When a Client with the same `mail` exists in both systems before the first run, the two are "
    "linked and no Client is created in Books.",
}
_SALES = sales(_CRITERIA)


def test_the_document_is_understood() -> None:
    assert [one.name for one in _SALES.document.criteria if not one.understood] == []


@pytest.mark.parametrize("name", _CRITERIA)
def test_it_is_met_and_by_an_integration_that_does_nothing_it_is_not(name: str) -> None:
    sound = _SALES.verdict(name)
    assert sound.judgement is Judgement.MET, sound.reason
    assert _SALES.verdict(name, build=does_nothing).judgement is Judgement.NOT_MET


def test_a_restart_in_the_middle_of_an_outage_loses_and_doubles_nothing() -> None:
    async def story(bench: Workbench) -> None:
        sold = [bench.create("Sale", "Till") for _ in range(5)]
        bench.down("Books", timedelta(minutes=20))
        sold += [bench.create("Sale", "Till") for _ in range(5)]
        await bench.wait(timedelta(minutes=7))
        await bench.restart()
        await bench.wait(timedelta(minutes=30))
        assert [bench.count(one, "Books") for one in sold] == [1] * 10
        assert not bench.held
        assert not bench.broken

    try_out(_SALES.document, _SALES.profiles, story)


def test_a_peak_hour_that_the_limits_allow() -> None:
    """`benchmarks/peak.py` plays a hundred thousand."""
    verdict = peak(1_000).verdict("peak")
    assert verdict.judgement is Judgement.MET, verdict.reason
    assert verdict.reason.startswith("1,000 Readings, each once, in Books")


def test_what_an_update_requires_is_sent_along_as_it_is_there() -> None:
    async def story(bench: Workbench) -> None:
        one = bench.pair("Reading")
        bench.change(one, "Books", "memo", "first")
        await bench.wait(timedelta(minutes=30))
        # Somebody writes there after the last look, and just before the update.
        bench.change(one, "Books", "memo", "second")
        bench.change(one, "Till", "kwh", 77)
        await bench.wait(timedelta(minutes=30))
        shown = bench.shown(one, "Books")
        assert shown is not None
        assert (shown["amount"], shown["memo"]) == (77, "second")
        assert not bench.held
        assert not bench.broken

    try_out(demanding().document, demanding().profiles, story)


_PRODUCTS = products(
    {
        "tagged": "When a Product with 3 `tag_ids` is created in Till, its mapped fields are equal in Books within 10 "
        "minutes.",
        "untagged": "When 1 of 3 `tag_ids` is removed from a Product in Till, its mapped fields are equal in Books "
        "within 10 minutes.",
        "tagged-again": "When a Product's `labels` changes in Books, its `tag_ids` is equal in Till within 10 minutes.",
    }
)


@pytest.mark.parametrize("name", ["tagged", "untagged", "tagged-again"])
def test_references_in_lists_arrive_and_a_lost_one_is_noticed(name: str) -> None:
    sound = _PRODUCTS.verdict(name)
    assert sound.judgement is Judgement.MET, sound.reason
    side = Side.LEFT if name == "tagged-again" else Side.RIGHT
    broken = breakages()["list_item_lost"]
    spot = Spot("Product", side)
    assert spot in broken.spots(Case(_PRODUCTS.document, _PRODUCTS.profiles))
    lost = _PRODUCTS.verdict(name, build=broken.build(spot))
    assert lost.judgement is Judgement.NOT_MET
