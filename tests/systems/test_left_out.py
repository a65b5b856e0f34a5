"""The measurement of the learner without what one vendor can have taught it."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.harness.judging import Judged, by_confidence, judged
from benchmarks.harness.left_out import Learner, alternatives
from tests.systems.helpers import STAMPED, description, learned, listing, query

from interlock.model.profile import Confidence, PagingStyle, SystemProfile

TEXT: dict[str, Any] = {"type": "string"}


def _profile(token: str) -> SystemProfile:
    listed = listing(STAMPED, query(token), query("limit", "integer"), beside={f"go_{token}": TEXT})
    return learned(description({"/things": {"get": listed}})).profile


def _style(token: str) -> PagingStyle | None:
    paging = _profile(token).records[0].paging.value
    return paging.style if paging else None


def test_an_entry_that_one_vendor_uses_is_taken_away_for_it_and_comes_back() -> None:
    learner = Learner()
    with learner.watched("first"):
        _profile("bookmark")
    with learner.watched("second"):
        _profile("marker")
    gone = learner.only("first")
    assert ("paging_inputs.CURSOR_NAMES", "bookmark") in gone
    assert not {entry for _, entry in gone} & {"marker", "limit"}
    with learner.without(gone):
        assert _style("bookmark") is PagingStyle.NONE
        assert _style("marker") is PagingStyle.CURSOR
    assert _style("bookmark") is PagingStyle.CURSOR


def test_watching_changes_nothing() -> None:
    plain = _profile("cursor")
    with Learner().watched("any"):
        assert _profile("cursor") == plain


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (r"a|b(?:c|d)|[|e]|\|f", ["a", "b(?:c|d)", "[|e]", r"\|f"]),
        ("(a)|b", ["(a)|b"]),
        ("a", ["a"]),
    ],
)
def test_the_alternatives_of_a_pattern(pattern: str, parts: list[str]) -> None:
    assert alternatives(pattern) == parts


def test_what_is_judged_and_how_sure_it_was() -> None:
    paging = {"style": "cursor", "token_param": "cursor", "size_param": "size"}
    stream = {"name": "things", "role": "list", "method": "GET", "path": "/things", "primary_key": ["id"]}
    truth = {
        "api": "a",
        "streams": [{**stream, "pagination": paging, "records_path": "", "doubt": {"records_path": ""}}],
    }
    facts = judged(truth, _profile("cursor"))
    assert [(f.field, f.right) for f in facts] == [
        ("recall", True),
        ("primary key", True),
        ("page style", True),
        ("page token", True),
        ("page size", False),
    ]
    wrong = Judged("a", "", "auth", right=False, confidence=Confidence.SURE)
    assert by_confidence([*facts, wrong]).cell("sure").endswith("of 2)")
