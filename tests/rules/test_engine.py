"""What `check` does with what the rules ask: order, scope, missing systems, who owes the answer."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.helpers import BASE, PATH, PROFILES, codes, raised

from interlock.document import read
from interlock.document import slice as words_at
from interlock.model.finding import Finding, Severity, by_place
from interlock.model.place import Span
from interlock.model.value import Side
from interlock.rules import check, rules
from interlock.rules.guidance import parse
from interlock.rules.rule import Needs

LINES = BASE.splitlines(keepends=True)
KNOWN = {Side.LEFT: PROFILES["systems/desk.yaml"], Side.RIGHT: PROFILES["systems/books.yaml"]}


def test_an_empty_document_is_asked_for_everything() -> None:
    reading = read("", PATH)
    found = {finding.code for finding in check(reading.document, reading.findings, {})}
    assert {"owner-missing", "overview-missing", "records-missing", "out-of-scope-missing", "version-missing"} <= found


def test_findings_are_sorted_by_place_and_the_same_each_time() -> None:
    found = raised("## People\n\n## Data map\n\n## Out of scope\n")
    assert found == by_place(found)
    assert found == raised("## People\n\n## Data map\n\n## Out of scope\n")


def test_what_reading_found_is_passed_through_and_asked_of_the_owner() -> None:
    reading = read(BASE, PATH)
    strange = Finding("strange", Severity.ERROR, Span(PATH, 1, 1, 1, 2), "what is this", subject="x")
    passed = [one for one in check(reading.document, [strange], KNOWN) if one.code == "strange"]
    assert [one.asks for one in passed] == ["Ida Rhodes"]


def test_the_scope_alone_needs_neither_fields_nor_descriptions() -> None:
    bare = BASE[: BASE.index("## Field mapping")] + BASE[BASE.index("## Acceptance criteria") :]
    reading = read(bare, PATH)
    assert check(reading.document, reading.findings, {}, scope_only=True) == ()
    assert check(reading.document, reading.findings, {}) != ()


def test_the_scope_does_not_mind_a_half_written_field_mapping() -> None:
    fragment = (
        "## Field mapping\n\n### Client\n\n| Desk | Direction | Books | Rule |\n|-|-|-|-|\n| email | to | mail | |\n"
    )
    assert "unknown-decision" in codes(fragment)
    assert codes(fragment, scope_only=True) == set()


def test_without_descriptions_only_they_are_asked_for() -> None:
    assert codes(profiles=False) == {"description-missing"}


def test_an_engineer_is_asked_about_the_system_of_her_company() -> None:
    fragment = "## Data map\n\n| Record | Desk | Books |\n| --- | --- | --- |\n| Invoice | `invoices` | `bill` |\n"
    asked = [finding.asks for finding in raised(fragment) if finding.code == "resource-not-in-system"]
    assert asked == ["Jean Bartik"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 25))
def test_whatever_lines_are_missing_there_are_findings_and_no_failure(seed: int, number: int) -> None:
    chance = random.Random(seed)
    gone = set(chance.sample(range(len(LINES)), number))
    reading = read("".join(line for i, line in enumerate(LINES) if i not in gone), PATH)
    for scope_only in (False, True):
        found = check(reading.document, reading.findings, KNOWN, scope_only=scope_only)
        assert all(finding.asks and finding.message for finding in found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.text(max_size=60))
def test_whatever_a_line_says_there_is_no_failure(line: int, text: str) -> None:
    reading = read("".join([*LINES[:line], text, "\n", *LINES[line + 1 :]]), PATH)
    assert isinstance(check(reading.document, reading.findings, KNOWN), tuple)


def test_rules_of_the_scope_do_not_need_the_rest() -> None:
    needs = {rule.needs for rule in rules()}
    assert needs == set(Needs)


@pytest.mark.parametrize(
    "docstring",
    [
        "Title.",
        "Title.\n\nWhat it asks:\n    x\n",
        (
            "Title.\n\nWhy it matters:\n    x\n\nWhat it asks:\n    x\n\nHow to answer:\n    x\n\n"
            "Example bad:\n    x\n\nExample good:\n    x\n"
        ),
        "Title.\n\nSomething else:\n    x\n",
    ],
)
def test_a_rule_that_does_not_explain_itself_is_refused(docstring: str) -> None:
    with pytest.raises(ValueError, match="some-rule"):
        parse(docstring, code="some-rule", family="map", severity=Severity.ERROR)


def test_a_vague_word_is_pointed_at_and_nothing_else() -> None:
    text = BASE.replace("exists in Books within 15 minutes", "exists in Books very quickly", 1)
    reading = read(text, PATH)
    concerns = [one for one in check(reading.document, (), {}) if one.code == "vague-word"]
    assert [words_at(reading.document, one.place) for one in concerns] == ["quickly"]
