"""A shop and an office that say the same in other words: nothing is strange to `check`, and the criteria are met."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.verify import breakages
from tests.verify.helpers import Case, case_of
from tests.verify.many_rules.shops import OFFICE, SHOP

from interlock.mapping import parse_rule, problems_of
from interlock.model.value import Side
from interlock.model.verdict import Judgement
from interlock.rules import check, guides

TEXT = (Path(__file__).parent / "many_rules" / "orders.interlock.md").read_text(encoding="utf-8")


@cache
def case() -> Case:
    return case_of(TEXT, {"systems/shop.json": SHOP, "systems/office.json": OFFICE})


def test_its_mapping_is_sound() -> None:
    document, profiles = case().document, case().profiles
    for row in document.records:
        left, right = (profiles[side].record(row.resource(side)) for side in Side)
        assert left is not None
        assert right is not None
        assert problems_of(row, left, right, document.tables, "x") == ()
    families = {code: guidance.family for code, guidance in guides().items()}
    found = check(document, (), dict(profiles))
    strange = [one.message for one in found if families.get(one.code) == "fields" and one.code not in _UNASKED]
    assert strange == []


_UNASKED = {"created-without-value", "personal-value-shown"}


def test_it_uses_many_rules() -> None:
    uses = [parse_rule(pair.rule.text) for row in case().document.records for pair in row.fields]
    assert all(uses)
    assert len({use.rule for use in uses if use is not None}) >= 24


@pytest.mark.parametrize("name", [one.name for one in case().document.criteria])
def test_the_criterion_is_met(name: str) -> None:
    verdict = case().verdict(name)
    assert verdict.judgement is Judgement.MET, verdict.reason


@pytest.mark.parametrize("name", ["customer-equal", "order-equal", "reserved"])
def test_an_integration_that_does_nothing_does_not_meet_it(name: str) -> None:
    assert case().verdict(name, build=breakages.does_nothing).judgement is Judgement.NOT_MET
