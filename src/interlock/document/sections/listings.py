"""Resources, Dates, Out of scope, Questions, Changes, Left open on purpose: rows whose words are kept as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interlock.document.blocks import Items
from interlock.document.context import Context
from interlock.document.outline import Part
from interlock.document.sections.tabular import table_rows
from interlock.document.words import Words
from interlock.model.document import Change, DateRow, Exclusion, Question, Resource
from interlock.model.silence import Silence

RESOURCES = {"What": "what", "Where": "where", "Access": "access"}
DATES = {"What": "what", "When": "when"}
OUT_OF_SCOPE = {
    "Not in this version": "what",
    "What": "what",
    "Out of scope": "what",
    "Candidate for": "candidate",
}
QUESTIONS = {
    "Question": "text",
    "Asked by": "asked_by",
    "From": "asked_by",
    "For": "asks",
    "About": "about",
    "Answer": "answer",
    "Answered by": "answered_by",
}
LEFT_OPEN = {"Question": "code", "About": "about", "Decided by": "decided_by", "Why": "why"}
CHANGES = {
    "Version": "version",
    "Date": "date",
    "Decided by": "decided_by",
    "What and why": "what",
    "What": "what",
}

_QUESTION_CELLS = ("text", "asked_by", "asks", "about", "answer", "answered_by")
_ADDRESSED = re.compile(r"(?:\*\*)?For ([^:*]{1,80}):?(?:\*\*)?:?\s+", re.IGNORECASE)


def read_resources(context: Context, parts: Iterable[Part]) -> tuple[Resource, ...]:
    """What the project needs, where it is and who has it."""
    return tuple(
        Resource(row["what"].text, row["where"].text.strip("<>"), row["access"].text, row.row.words.span)
        for part in parts
        for row in table_rows(context, part, RESOURCES, ["what"])
    )


def read_dates(context: Context, parts: Iterable[Part]) -> tuple[DateRow, ...]:
    """The dates as written."""
    return tuple(
        DateRow(row["what"].text, row["when"].text, row.row.words.span)
        for part in parts
        for row in table_rows(context, part, DATES, ["what", "when"])
    )


def read_out_of_scope(context: Context, parts: Iterable[Part]) -> tuple[Exclusion, ...]:
    """What is not in this version: the rows of tables, and the items of lists."""
    found = []
    for part in parts:
        rows = table_rows(context, part, OUT_OF_SCOPE, ["what"], lists=True)
        found += [Exclusion(row["what"].text, row["candidate"].text, row.row.words.span) for row in rows]
        found += [Exclusion(item.text, "", item.span) for item in _items(part)]
    return tuple(sorted(found, key=lambda each: each.span))


def read_questions(context: Context, parts: Iterable[Part]) -> tuple[Question, ...]:
    """The questions of people: the rows of tables, and the items of lists (`For Analyst: ...`)."""
    found = []
    for part in parts:
        for row in table_rows(context, part, QUESTIONS, ["text"], lists=True):
            text, asked_by, asks, about, answer, answered_by = (row[key].text for key in _QUESTION_CELLS)
            found.append(Question(text, asked_by, asks, about, answer, row.row.words.span, answered_by))
        for item in _items(part):
            addressed = _ADDRESSED.match(item.text)
            asks = addressed.group(1).strip() if addressed else ""
            asked = item.text[addressed.end() :] if addressed else item.text
            found.append(Question(asked, "", asks, "", "", item.span))
    return tuple(sorted(found, key=lambda each: each.span))


def read_changes(context: Context, parts: Iterable[Part]) -> tuple[Change, ...]:
    """What was decided in which version."""
    found = []
    for part in parts:
        for row in table_rows(context, part, CHANGES, ["version"]):
            version, date, decided_by, what = (row[key].text for key in ("version", "date", "decided_by", "what"))
            found.append(Change(version, date, decided_by, what, row.row.words.span))
    return tuple(found)


def read_left_open(context: Context, parts: Iterable[Part]) -> tuple[Silence, ...]:
    """The questions of `check` that are not to be asked, with who decided so."""
    return tuple(
        Silence(
            row["code"].text.strip("`"),
            row["about"].text,
            row["decided_by"].text,
            row["why"].text,
            row.row.words.span,
            row["code"].span,
        )
        for part in parts
        for row in table_rows(context, part, LEFT_OPEN, ["code"])
    )


def _items(part: Part) -> Iterator[Words]:
    for inner in (part, *part.below):
        for block in inner.blocks:
            if isinstance(block, Items):
                yield from block.items
