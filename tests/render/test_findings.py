"""Findings as people and programs see them."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from interlock.model.checklist import CheckLine, Checklist, Together
from interlock.model.finding import Finding, Severity
from interlock.model.place import Span
from interlock.render import findings_json, findings_text, fingerprint

DOCUMENT = """\
# Invoices

| Record  | On delete |
| ------- | --------- |
| Invoice |           |
| Clïent  | burn it   |
"""

UNDECIDED = Finding(
    "delete-undecided",
    Severity.QUESTION,
    Span("a.interlock.md", 5, 13, 5, 22),
    "when an `Invoice` is deleted in `Desk`, what becomes of it in `Books`?",
    why="the usual guess deletes what the other company still needs",
    hint="write `delete`, `archive`, `keep` or `ask`",
    subject="Invoice/on-delete",
    asks="Ida Rhodes",
)
UNKNOWN = Finding(
    "unknown-decision",
    Severity.ERROR,
    Span("a.interlock.md", 6, 13, 6, 20),
    "`burn it` is no delete rule",
    hint="did you mean `keep`?",
    subject="Client/on-delete",
    asks="Ida Rhodes",
)
ELSEWHERE = Finding(
    "rate-limit-unknown",
    Severity.NOTE,
    Span("systems/books.yaml", 1, 1, 1, 1),
    "how many requests does `Books` allow?",
    asks="Jean Bartik",
)


def test_the_whole_text() -> None:
    assert (
        findings_text([UNDECIDED, UNKNOWN, ELSEWHERE], DOCUMENT, color=False, width=72)
        == """\
a.interlock.md:5:13: question delete-undecided
  when an `Invoice` is deleted in `Desk`, what becomes of it in `Books`?
    5 | | Invoice |           |
      |             ^^^^^^^^^
  why     the usual guess deletes what the other company still needs
  answer  write `delete`, `archive`, `keep` or `ask`
  asks    Ida Rhodes

a.interlock.md:6:13: error unknown-decision
  `burn it` is no delete rule
    6 | | Clïent  | burn it   |
      |             ^^^^^^^
  answer  did you mean `keep`?
  asks    Ida Rhodes

systems/books.yaml:1:1: note rate-limit-unknown
  how many requests does `Books` allow?
  asks    Jean Bartik

answers owed: Ida Rhodes 2, Jean Bartik 1
3 findings: 1 error, 1 question, 1 note
"""
    )


def test_the_checklist_stands_before_the_sum() -> None:
    listed = Checklist(
        (CheckLine("stories", "2 stories"), CheckLine("map", "", tuple(f"Invoice/{n}" for n in range(6)))),
        (Together("Invoice", (UNDECIDED, UNDECIDED)),),
    )
    assert (
        findings_text([], DOCUMENT, checklist=listed)
        == """\
stories       done (2 stories)
map           missing: Invoice/0, Invoice/1, Invoice/2, Invoice/3 and 2 more
one answer may settle 2 questions about Invoice: on-delete

nothing to ask
"""
    )


def test_no_finding() -> None:
    assert findings_text([], DOCUMENT) == "nothing to ask\n"


def test_why_is_said_once() -> None:
    twice = findings_text([UNDECIDED, UNDECIDED], DOCUMENT)
    assert twice.count("the usual guess") == 1
    assert twice.count("  asks    Ida") == 2


def test_colour_only_when_asked() -> None:
    assert "\x1b[" not in findings_text([UNDECIDED], DOCUMENT, color=False)
    coloured = findings_text([UNDECIDED], DOCUMENT, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == findings_text([UNDECIDED], DOCUMENT, color=False)


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "| " + "before " * 40 + "THERE" + " after" * 40 + " |"
    begin = text.index("THERE")
    finding = Finding("x", Severity.NOTE, Span("a.md", 1, begin + 1, 1, begin + 6), "here")
    line, mark = findings_text([finding], text, width=60).split("\n")[2:4]
    assert len(line) <= 60
    assert line[mark.index("^") : mark.rindex("^") + 1] == "THERE"


def test_a_line_of_millions_of_characters_is_cut_at_once() -> None:
    text = "x" * 5_000_000
    places = [Span("a.md", 1, column, 1, column + 9) for column in range(1, 5_000_000, 50_000)]
    findings = [Finding("x", Severity.NOTE, place, f"here {place.column}") for place in places]
    shown = findings_text(findings, text, width=80)
    assert max(map(len, shown.split("\n"))) <= 80
    assert shown.count("^^^^^^^^^\n") == len(findings)


def test_wide_characters_keep_the_mark_below_its_place() -> None:
    finding = Finding("x", Severity.NOTE, Span("a.md", 1, 5, 1, 6), "here")
    mark = findings_text([finding], "請求書 X", width=60).split("\n")[3]
    assert mark == "      |        ^"


def test_texts_by_file() -> None:
    text = findings_text([ELSEWHERE], {"systems/books.yaml": "openapi: 3.1.0"})
    assert "    1 | openapi: 3.1.0" in text


@given(st.text(), st.text(), st.integers(0, 50), st.integers(0, 50), st.integers(30, 120))
def test_nothing_from_outside_reaches_the_terminal_as_a_control(
    message: str, document: str, line: int, column: int, width: int
) -> None:
    finding = Finding(
        message, Severity.ERROR, Span(message + ".md", line, column, line, column + 3), message, message, message,
        message, message,
    )  # fmt: skip
    text = findings_text([finding], document, width=width)
    assert not [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066\u200b")]


def test_a_fingerprint_survives_moved_lines() -> None:
    moved = Finding(UNDECIDED.code, UNDECIDED.severity, Span("a.interlock.md", 99, 1, 99, 2), "other words",
                    subject=UNDECIDED.subject)  # fmt: skip
    assert fingerprint(moved) == fingerprint(UNDECIDED)
    assert fingerprint(UNKNOWN) != fingerprint(UNDECIDED)


def test_json_carries_the_same() -> None:
    data = json.loads(findings_json([UNDECIDED, UNKNOWN], version="1.2.3"))
    assert data["tool"] == {"name": "interlock", "version": "1.2.3"}
    assert data["counts"] == {"error": 1, "question": 1, "warning": 0, "note": 0}
    assert data["owes"] == {"Ida Rhodes": 2}
    assert [one["code"] for one in data["findings"]] == ["delete-undecided", "unknown-decision"]
    assert data["findings"][0]["place"] == {
        "file": "a.interlock.md",
        "line": 5,
        "column": 13,
        "end_line": 5,
        "end_column": 22,
    }
