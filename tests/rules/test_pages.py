"""Each rule has its page and no page is left over; rules are named and explained as the house asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interlock.asking.elsewhere import ELSEWHERE
from interlock.model.guidance import Guidance
from interlock.render import rule_index, rule_page, rule_text
from interlock.rules import guides

PAGES = Path(__file__).parents[2] / "docs" / "rules"
GUIDES = guides()


def _page(name: str) -> str:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    return re.sub(r"\A<!--.*?-->\n\n", "", text)


def test_no_page_is_missing_or_left_over() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*GUIDES, "index"}


@pytest.mark.parametrize("code", GUIDES)
def test_each_page_is_in_step(code: str) -> None:
    assert _page(code) == rule_page(GUIDES[code], elsewhere=ELSEWHERE.get(code, "")), "run `python docs/build.py`"


def test_the_index_is_in_step() -> None:
    assert _page("index") == rule_index(GUIDES.values()), "run `python docs/build.py`"


@pytest.mark.parametrize("guidance", GUIDES.values(), ids=GUIDES)
def test_a_rule_is_named_and_explained(guidance: Guidance) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", guidance.code)
    assert guidance.asks.endswith("?")
    assert guidance.title[0].isupper()
    assert len(guidance.title) < 100
    assert not re.search(r"\bledger\b|\bbase\b|\bprofile\b|\blens\b|\bvacuous\b", guidance.matters + guidance.answer)


def test_explain_shows_the_page_without_fences() -> None:
    text = rule_text(GUIDES["owner-missing"])
    assert text.startswith("# owner-missing\n\nNobody is named as the owner.\n\nFamily: owner and people. Severity: ")
    assert "```" not in text
