"""Under other names, and with the sides swapped, every verdict is the same."""

from __future__ import annotations

from functools import cache

import pytest
from tests.verify import breakages
from tests.verify.helpers import DEMANDS_NOTHING, TEXT, Case, case_of, descriptions, example
from tests.verify.renaming import renamed, renamed_text, swapped_text

from interlock.model.verdict import Judgement

# What the names and sides change does not depend on how many there are.
_BUSY = "When 5,000 Orders"
_TEXT = TEXT.replace(_BUSY, "When 500 Orders")
_NAMES = [c.name for c in example().document.criteria]


@cache
def _other_names() -> Case:
    return case_of(renamed_text(_TEXT), renamed(descriptions()))


@cache
def _other_sides() -> Case:
    return case_of(swapped_text(_TEXT), descriptions())


@cache
def _both() -> Case:
    return case_of(renamed_text(swapped_text(_TEXT)), renamed(descriptions()))


def test_the_other_document_is_another_one() -> None:
    assert _BUSY in TEXT
    assert [s.name for s in _both().document.systems] == ["Backbone", "Bazaar"]
    assert not any(word in renamed_text(TEXT) for word in ("`email`", "Storefront", "`line_items", "Customers"))
    assert all(c.understood for c in _both().document.criteria)


@pytest.mark.parametrize("name", _NAMES)
def test_under_other_names_and_swapped(name: str) -> None:
    verdict = _both().verdict(name)
    assert verdict.judgement is Judgement.MET, verdict.reason


@pytest.mark.parametrize("name", _NAMES[::6])
def test_under_other_names(name: str) -> None:
    verdict = _other_names().verdict(name)
    assert verdict.judgement is Judgement.MET, verdict.reason


@pytest.mark.parametrize("name", _NAMES[3::6])
def test_with_sides_swapped(name: str) -> None:
    verdict = _other_sides().verdict(name)
    assert verdict.judgement is Judgement.MET, verdict.reason


@pytest.mark.parametrize("name", _NAMES[::4])
def test_doing_nothing_is_judged_alike(name: str) -> None:
    verdict = _both().verdict(name, build=breakages.does_nothing)
    wanted = Judgement.CANNOT_TELL if name in DEMANDS_NOTHING else Judgement.NOT_MET
    assert verdict.judgement is wanted, verdict.reason
