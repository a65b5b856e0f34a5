"""An integration with one thing wrong fails the criterion that speaks of it, and not one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.verify import breakages as b
from tests.verify.helpers import DEMANDS_NOTHING, Case, example

from interlock.model.fact import Fact
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.model.verdict import Judgement
from interlock.verify import Build

_DEMANDING = [c.name for c in example().document.criteria if c.name not in DEMANDS_NOTHING | {"busy-day"}]

# A breakage, a criterion that it fails with a word of the reason, and one that it leaves alone.
_TABLE: list[tuple[Build, str, str, str]] = [
    (b.direction_swapped, "arrives", "no matching Order", "known-on-both-sides"),
    (b.direction_swapped, "sold-out", "should be `0`", "unpaid-stays"),
    (b.deletes_ignored, "order-deleted", "is not archived in ERP", "arrives"),
    (b.deletes_ignored, "customer-deleted-in-erp", "is not archived in Storefront", "arrives"),
    (b.filter_ignored, "unpaid-stays", "a matching Order", "sold-out"),
    (b.takes_up_everything, "old-orders-stay", "a matching Order", "arrives"),
    (b.wrong_winner, "conflict", "phone", "phone-comes-back"),
    (b.amounts_unconverted, "whole-order", "total", "sold-out"),
    (b.amounts_unconverted, "line-removed", "before anything happened, `total`", "sold-out"),
    (b.guard_off, "mass-delete", "is archived in ERP", "customer-deleted"),
    (b.retries_off, "rejected", "was tried 1 times", "arrives"),
    (b.loses_array_item, "whole-order", "has 2 elements and should have 3", "sold-out"),
    (b.loses_array_item, "line-removed", "`lines` has", "refunded"),
    (b.delete_sent_as_blank_update, "customer-deleted", "not archived", "phone-comes-back"),
    (b.tramples_on_others, "sold-out", "nobody touched", "unknown-product"),
    (b.litters, "arrives", "stands for nothing", "sold-out"),
    (b.history_off, "conflict", "not in the history", "phone-comes-back"),
    (b.alerts_off, "rejected", "no alert was sent", "arrives"),
    (b.alerts_off, "mass-delete", "the owner was not asked", "arrives"),
    (b.fields_known_by_label, "label-renamed", "phone", "phone-comes-back"),
    (b.runs_once, "arrives", "no matching Order", "known-on-both-sides"),
    (b.polls_too_seldom, "sold-out", "should be `0`", "stays-equal"),
    (b.creates_and_deletes, "arrives", "is deleted in ERP", "refunded"),
]


@pytest.mark.parametrize("name", _DEMANDING)
def test_doing_nothing_fails_what_demands_something(name: str) -> None:
    verdict = example().verdict(name, build=b.does_nothing)
    assert verdict.judgement is Judgement.NOT_MET, verdict.reason
    assert verdict.failed_at is not None


@pytest.mark.parametrize(
    ("build", "fails", "because", "_meets"), _TABLE, ids=[f"{i}-{row[1]}" for i, row in enumerate(_TABLE)]
)
def test_the_right_criterion_fails(build: Build, fails: str, because: str, _meets: str) -> None:
    verdict = example().verdict(fails, build=build)
    assert verdict.judgement is Judgement.NOT_MET, verdict.reason
    assert because in verdict.reason
    assert verdict.failed_at is not None
    assert any("went wrong" in line.what for line in verdict.timeline)


@pytest.mark.parametrize(
    ("build", "_fails", "_because", "meets"),
    _TABLE[::3],
    ids=[f"{i}-{row[3]}" for i, row in enumerate(_TABLE[::3])],
)
def test_another_criterion_is_met(build: Build, _fails: str, _because: str, meets: str) -> None:
    verdict = example().verdict(meets, build=build)
    assert verdict.judgement is Judgement.MET, verdict.reason


def _careless(profile: SystemProfile) -> SystemProfile:
    """A system that knows no keys and keeps nothing unique."""
    records = tuple(
        replace(
            record,
            idempotency_header=Fact(),
            external_id=Fact(),
            fields=tuple(replace(f, unique=Fact()) for f in record.fields),
        )
        for record in profile.records
    )
    return replace(profile, records=records, idempotency_header=Fact())


def test_a_second_create_after_a_lost_answer_is_seen() -> None:
    """On a system that does not protect itself, care makes the difference."""
    careless = {**example().profiles, Side.RIGHT: _careless(example().profiles[Side.RIGHT])}
    case = Case(example().document, careless)
    assert case.verdict("answer-lost").judgement is Judgement.MET
    verdict = case.verdict("answer-lost", build=b.sends_again_after_lost_answer)
    assert verdict.judgement is Judgement.NOT_MET
    assert "times in ERP" in verdict.reason
