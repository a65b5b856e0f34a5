"""Criteria that the example does not use: met by the integration, and not met by one with that very thing wrong."""

from __future__ import annotations

import pytest
from tests.verify import breakages as b
from tests.verify.helpers import with_criterion

from interlock.model.verdict import Judgement
from interlock.verify import Build, integration

_PAID = "When an Order's `payment_status` changes to `paid` in Storefront"
_DELETED = "When a Customer is deleted in Storefront"
_PHONE = "When a Customer's `phone` changes in ERP"
_TABLE: list[tuple[str, Build, str]] = [
    (f"{_PAID}, a matching Order exists in ERP within 15 minutes.", b.does_nothing, "no matching Order"),
    (f"{_PAID}, its `payment_state` is `settled` in ERP within 15 minutes.", b.does_nothing, "no matching Order"),
    (f"{_PAID}, a matching Order exists in ERP by the end of the day.", b.does_nothing, "no matching Order"),
    (f"{_PAID}, a matching Order exists in ERP by 06:00 in Asia/Tokyo.", b.does_nothing, "no matching Order"),
    ((f"{_DELETED}, the matching Customer is archived in ERP within 15 minutes and no field of it is emptied in ERP"
     " for 1 hour."), b.does_nothing, "not archived"),
    (f"{_DELETED}, no field of it is emptied in ERP for 1 hour.", b.delete_sent_as_blank_update, "was emptied"),
    ("After 1 hour of quiet, nothing is written to either system for 1 hour.", b.writes_what_is_equal, "was sent to"),
    (("When 20 Orders are created in Storefront while ERP answers 503 for 10 minutes, every Order exists exactly once"
     " in ERP within 10 minutes of its return."), b.does_nothing, "no matching Order"),
    ("When 20 Orders are created in Storefront while ERP is down for 10 minutes, no Order is lost.", b.does_nothing,
     "in one system only"),
    (f"{_PHONE}, its `country` is unchanged in Storefront for 1 hour.", b.direction_swapped, ""),
    (f"{_PHONE}, the matching Customer's `phone` is equal in Storefront within 15 minutes.", b.does_nothing, "phone"),
    ("When a Customer is merged into another in Storefront, one of the two exists in ERP within 30 minutes.",
     b.does_nothing, "2 of the two"),
    ("When 200 Customers are created in Storefront, no more than 120 requests a minute are sent to ERP for 10 minutes.",
     b.does_nothing, ""),
    ("When 200 Customers are created in Storefront, no more than 2 requests a minute are sent to ERP for 10 minutes.",
     integration, "allowed are 2"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "build", "because"), _TABLE, ids=[row[0][:60] for row in _TABLE])
def test_the_sentence_holds_and_can_fail(sentence: str, build: Build, because: str) -> None:
    if build is not integration:
        verdict = with_criterion(sentence).verdict("one")
        assert verdict.judgement is Judgement.MET, verdict.reason
    if because:
        broken = with_criterion(sentence).verdict("one", build=build)
        assert broken.judgement is Judgement.NOT_MET
        assert because in broken.reason, broken.reason
