"""What a document rests on: only that is counted, and every promise in danger is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interlock.journeys.project import Project, load
from interlock.model.document import Stated
from interlock.model.fact import Fact
from interlock.model.profile import SystemProfile
from interlock.model.readiness import Answer, Readiness, SystemReadiness
from interlock.model.value import Side
from interlock.readiness import assess, assess_system


@pytest.fixture(scope="module")
def project(example_systems: Path) -> Project:
    return load(example_systems.parent)


def _assess(project: Project, **profiles: object) -> Readiness:
    return assess(project.document, {**project.profiles, **profiles}, problems={})  # type: ignore[dict-item]


def _side(report: Readiness, side: Side) -> SystemReadiness:
    return report.systems[0 if side is Side.LEFT else 1]


def test_what_the_document_does_not_need_costs_nothing(project: Project) -> None:
    shop = _side(_assess(project), Side.LEFT)
    orders = next(record for record in shop.records if record.name == "Order")
    creates = next(one for one in orders.capabilities if one.code == "creates")
    assert (creates.needed, creates.weight, creates.lost, creates.promises) == (False, 0, 0.0, ())


def test_what_is_taken_away_endangers_what_rests_on_it(project: Project) -> None:
    profile = project.profiles[Side.LEFT]
    before = _side(_assess(project), Side.LEFT)
    blind = replace(
        profile,
        records=tuple(replace(one, deletes=Fact()) if one.name == "customers" else one for one in profile.records),
    )
    after = _side(assess(project.document, {**project.profiles, Side.LEFT: blind}, problems={}), Side.LEFT)
    found = next(gap for gap in after.gaps if gap.first.code == "shows_deletes")
    assert (found.names, found.resources, found.is_open) == (("Customer",), ("customers",), True)
    assert found.first.told.answer is Answer.UNKNOWN
    assert any(promise.text == "Customer: On delete is “archive”" for promise in found.promises)
    assert all(promise.place.line > 1 for promise in found.promises)
    assert after.score is not None
    assert before.score is not None
    assert after.score < before.score


def test_a_record_that_a_system_does_not_have_costs_all_that_it_could_do(project: Project) -> None:
    profile = project.profiles[Side.RIGHT]
    without = replace(profile, records=tuple(one for one in profile.records if one.name != "stock-levels"))
    found = _side(assess(project.document, {**project.profiles, Side.RIGHT: without}, problems={}), Side.RIGHT)
    stock = next(record for record in found.records if record.name == "Stock")
    assert (stock.known, stock.capabilities) == (False, ())
    assert found.score is not None
    assert found.score < 70
    assert found.points[0] > max(found.points[1:], default=0)


def test_what_each_gap_costs_adds_up_to_the_score(project: Project) -> None:
    blind = {
        side: replace(one, records=tuple(replace(r, deletes=Fact(), paging=Fact()) for r in one.records[1:]))
        for side, one in project.profiles.items()
    }
    for profiles in (project.profiles, blind):
        for found in assess(project.document, profiles, problems={}).systems:
            absent = sum(not record.known for record in found.records)
            lost = absent * found.absent + sum(gap.lost for gap in found.gaps)
            assert len(found.points) == absent + len(found.gaps)
            assert sum(found.points) == pytest.approx(round(100 * lost / found.whole, 1))
            assert found.score == pytest.approx(100 - sum(found.points), abs=0.6)


def test_next_to_nothing_is_not_nothing() -> None:
    gap = replace(assess_system(SystemProfile("Desk"))[0], lost=1.0)
    found = SystemReadiness("Desk", "", "", "", 99, (gap,), whole=100_000.0)
    assert found.points == (0.1,)


def test_a_system_of_which_nothing_is_known_has_no_score(project: Project) -> None:
    found = _side(assess(project.document, {}, problems={Side.LEFT: "it is not there"}), Side.LEFT)
    assert (found.score, found.problem, found.records) == (None, "it is not there", ())


def test_who_is_asked_is_the_engineer_of_that_company(project: Project) -> None:
    assert [one.asks for one in _assess(project).systems] == [
        "Katherine Johnson <katherine@lark.example>",
        "Annie Easley <annie@ledgerline.example>",
    ]


def test_what_is_not_decided_may_be_wanted(project: Project) -> None:
    open_: Stated[Any] = Stated("", project.document.records[0].span)
    rows = tuple(
        replace(row, direction=open_, on_delete=open_, create_missing=open_) for row in project.document.records
    )
    report = assess(replace(project.document, records=rows), project.profiles, problems={})
    shop = _side(report, Side.LEFT)
    needed = {one.code for one in shop.records[1].capabilities if one.needed}
    assert {"lists", "creates", "updates", "removes", "shows_deletes"} <= needed
    lost = next(gap for gap in shop.gaps if gap.first.code == "finds_a_lost_create")
    assert "Order: Create missing is not decided yet" in [promise.text for promise in lost.promises]
