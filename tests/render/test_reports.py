"""Findings in the forms that build services read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.helpers import BASE, PATH

from interlock.document import read
from interlock.model.finding import Finding, Severity
from interlock.model.place import Span
from interlock.model.silence import Silence, Silenced
from interlock.render import (
    findings_github,
    findings_json,
    findings_junit,
    findings_sarif,
    findings_text,
    fingerprints,
)
from interlock.rules import check, guides

OFFICIAL = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
"""The schema that the standard publishes, without its descriptions."""
ASKED = Finding(
    "delete-undecided",
    Severity.QUESTION,
    Span("a b/deals,1.interlock.md", 5, 13, 5, 22),
    "when an `Invoice` is deleted: 100 %,\nwhat then?",
    why="else the other side keeps it",
    hint="write `keep`",
    subject="Invoice/on-delete",
    asks="Ida",
)
BROKEN = Finding("too-long", Severity.ERROR, Span("a.md", 2, 1, 4, 3), "too long", subject="x")
LEFT = Silenced(
    Finding("start-undecided", Severity.QUESTION, Span("a.md", 7, 1, 7, 2), "which?", subject="Invoice/starting"),
    Silence(
        "start-undecided", "Invoice", "Ida", "there are none", Span("a.md", 40, 1, 40, 9), Span("a.md", 40, 1, 40, 2)
    ),
)


def _sarif(*findings: Finding, silenced: tuple[Silenced, ...] = ()) -> Any:
    data = json.loads(findings_sarif(findings, guides(), silenced=silenced, version="1.2.3"))
    jsonschema.Draft7Validator(OFFICIAL).validate(data)
    return data


def test_sarif_follows_the_official_schema() -> None:
    data = _sarif(ASKED, BROKEN, silenced=(LEFT,))
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["delete-undecided", "start-undecided", "too-long"]
    first, second, third = run["results"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/deals%2C1.interlock.md"
    assert place["region"] == {"startLine": 5, "startColumn": 13, "endLine": 5, "endColumn": 22}
    assert (first["level"], second["level"]) == ("warning", "error")
    assert first["partialFingerprints"] == {"interlock/v1": fingerprints([ASKED])[0]}
    assert third["suppressions"] == [{"kind": "inSource", "justification": "Ida: there are none"}]
    assert "suppressions" not in first


def test_sarif_of_nothing() -> None:
    assert _sarif()["runs"][0]["results"] == []


def test_the_official_schema_notices() -> None:
    data = _sarif(ASKED)
    data["runs"][0]["results"][0]["level"] = "question"
    assert not jsonschema.Draft7Validator(OFFICIAL).is_valid(data)


def test_github_s_lines() -> None:
    assert findings_github([ASKED, BROKEN]) == (
        "::warning file=a b/deals%2C1.interlock.md,line=5,endLine=5,col=13,endColumn=22,title=question delete-undecided"
        "::when an `Invoice` is deleted: 100 %25,%0Awhat then?%0Aanswer: write `keep`%0Aasks: Ida\n"
        "::error file=a.md,line=2,endLine=4,title=error too-long::too long\n"
    )


@given(st.text(), st.text())
def test_no_words_of_a_finding_begin_a_command_of_their_own(message: str, file: str) -> None:
    text = findings_github([Finding("x", Severity.NOTE, Span(file, 1, 1, 1, 2), message, hint=message)])
    assert text.count("\n") == 1
    assert "\r" not in text
    assert text.startswith("::notice file=")


def _parsed(text: str) -> Xml.Element:
    return Xml.fromstring(text)  # noqa: S314 - we wrote it


def test_junit_has_a_case_for_each_rule() -> None:
    root = _parsed(findings_junit([ASKED, ASKED, BROKEN], guides(), silenced=[LEFT]))
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert set(cases) == {*guides(), "too-long"}
    (failure,) = cases["delete-undecided"]
    assert failure.get("type") == "question"
    assert "a b/deals,1.interlock.md:5:13: when an" in (failure.text or "")
    (skipped,) = cases["start-undecided"]
    assert skipped.get("message") == "Ida: there are none"
    assert list(cases["owner-missing"]) == []
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == (str(len(cases)), "2", "1")
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite)


@given(st.text())
def test_junit_is_well_formed_whatever_a_finding_says(message: str) -> None:
    assert (
        len(
            list(
                _parsed(findings_junit([Finding("x", Severity.NOTE, Span("a.md", 1, 1, 1, 2), message)], {})).iter(
                    "testcase"
                )
            )
        )
        == 1
    )


def test_what_is_left_open_stands_at_the_end_of_the_text() -> None:
    assert findings_text([], "", silenced=[LEFT], width=72) == (
        "left open on purpose:\n  start-undecided (which?)\n    line 40, Ida: there are none\n\nnothing to ask\n"
    )


SPOILT = (
    BASE.replace("| Invoice |", "| Invoise |", 1).replace("within 15 minutes", "soon").replace("archive ", "burn it ")
)


@pytest.mark.parametrize("text", [SPOILT, "", "# A\n\n## Data map\n\n| Record | What |\n|-|-|\n| a | b |\n| a | b |\n"])
def test_fingerprints_are_all_different_and_stay_when_lines_move(text: str) -> None:
    def marks(words: str) -> list[str]:
        reading = read(words, PATH)
        return fingerprints(check(reading.document, reading.findings, {}))

    here = marks(text)
    assert len(set(here)) == len(here) > 3
    front, _, rest = text.rpartition("---\n")
    moved = f"{front}---\n\n\n\n{rest}" if front else f"\n\n\n{text}"
    assert sorted(marks(moved)) == sorted(here)
    shown = json.loads(findings_json(_findings(text), version="1"))["findings"]
    assert [one["fingerprint"] for one in shown] == here


def _findings(text: str) -> tuple[Finding, ...]:
    reading = read(text, PATH)
    return check(reading.document, reading.findings, {})
