"""What is written beside an answer: the row of Changes, proposals, and questions that are handed on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interlock.document import read, read_sections
from interlock.document.editing import add_row, raised, set_version, without_item, without_row, write_cell
from interlock.document.references import refer
from interlock.document.sections.listings import CHANGES, LEFT_OPEN, QUESTIONS
from interlock.model.document import Change, Document, Question
from interlock.model.finding import Finding

# By experience: a longer cell is not read in a table.
_LONGEST_CELL = 240

PROPOSED_WAS = "proposed was:"
"""Stands before what somebody proposed, where something else was decided."""


_PROPOSAL = re.compile(r"What should .+ be instead\?")


def proposal_of(about: str) -> str:
    """The question under which somebody proposes that a part of the document should say something else."""
    return f"What should {about} be instead?"


def is_proposal(question: Question) -> bool:
    """Whether an answer to it says what its part of the document is to say."""
    return _PROPOSAL.fullmatch(question.text.strip()) is not None


def record(text: str, *, by: str, day: str, what: str, version: str | None) -> tuple[str, str]:
    """The text with a decision in Changes, and the version under which it stands.

    Args:
        text: the document with the answer.
        by: who decided.
        day: when, as `2027-01-31`.
        what: what was decided, in a few words.
        version: the version that this session has raised the document to; None: it is raised now.
    """
    document = read_sections(text, "", {"changes"})
    if version is None:
        version = raised(document.version.text)
        if version and version != document.version.text:
            text = set_version(text, version)
            document = read_sections(text, "", {"changes"})
    last = document.changes[-1] if document.changes else None
    if last is not None and _continues(last, version, by, day) and len(last.what) + len(what) < _LONGEST_CELL:
        return write_cell(text, last.span.line, _headings(CHANGES, "what"), f"{last.what}; {what}"), version
    row = {"version": version, "date": day, "decided_by": by, "what": what}
    return add_row(text, "Changes", CHANGES, row), version


def _continues(change: Change, version: str, by: str, day: str) -> bool:
    return (change.version, change.decided_by, change.date) == (version, by, day)


def _headings(known: dict[str, str], key: str) -> list[str]:
    return [heading for heading, its in known.items() if its == key]


def leave_open(document: Document, finding: Finding, *, by: str, why: str) -> str:
    """The text with the decision to leave a question open, and why."""
    row = {"code": finding.code, "about": finding.subject or "all", "decided_by": by, "why": why}
    return add_row(document.text, "Left open on purpose", LEFT_OPEN, row)


def take_up(document: Document, finding: Finding) -> str:
    """The text without the rows that leave this very question open."""
    text = document.text
    rows = [
        one.span.line
        for one in document.left_open
        if one.code == finding.code and one.about.replace("`", "").strip().casefold() == finding.subject.casefold()
    ]
    for line in sorted(rows, reverse=True):
        text = without_row(text, line)
    return text


def propose(document: Document, finding: Finding, *, by: str, answer: str) -> str:
    """The text with an answer that the owner has yet to take: beside the question of a person, else as a new row."""
    question = question_of(document, finding)
    if question is None:
        return _asked(document, finding, asked_by=by, asks="", answer=answer, answered_by=by)
    alike = [one for one in document.questions if one.subject == question.subject]
    free = _free(alike, by)
    if free is not None:
        return answered(document, free, by=by, answer=answer)
    row = {"text": question.text, "asked_by": question.asked_by, "asks": question.asks, "about": question.about}
    return add_row(document.text, "Questions", QUESTIONS, row | {"answer": answer, "answered_by": by})


def _free(alike: Sequence[Question], by: str) -> Question | None:
    """The row in which somebody may answer: their own, else one without an answer; what others propose stays."""
    own = (one for one in alike if one.answer.strip() and one.answered_by.strip() == by)
    return next(own, next((one for one in alike if not one.answer.strip()), None))


def hand_on(document: Document, finding: Finding, *, by: str, to: str) -> str:
    """The text with the question asked of somebody else."""
    question = question_of(document, finding)
    if question is None:
        return _asked(document, finding, asked_by=by, asks=to, answer="", answered_by="")
    text, line = _as_row(document, question)
    return write_cell(text, line, _headings(QUESTIONS, "asks"), to)


def _asked(document: Document, finding: Finding, *, asked_by: str, asks: str, answer: str, answered_by: str) -> str:
    known = refer(document, finding.subject)
    owner = document.owner.name if document.owner is not None else ""
    row = {
        "text": finding.message,
        "asked_by": asked_by,
        "asks": asks or owner,
        "about": known.name if known is not None else finding.subject,
        "answer": answer,
        "answered_by": answered_by,
    }
    said = " ".join(finding.message.split())
    alike = [one for one in document.questions if one.text == said and one.about == row["about"]]
    question = _free(alike, asked_by) if answer else next(iter(alike), None)
    if question is not None:
        changed = {key: words for key, words in row.items() if words and key not in {"text", "about"}}
        if question.asked_by.strip():
            del changed["asked_by"]
        return _filled(document, question, changed)
    return add_row(document.text, "Questions", QUESTIONS, row)


def question_of(document: Document, finding: Finding) -> Question | None:
    """The row or item of Questions that a finding is, or None."""
    if finding.code != "question-unanswered":
        return None
    return next((one for one in document.questions if one.subject == finding.subject), None)


def questions_of(document: Document, finding: Finding) -> tuple[Question, ...]:
    """All rows of Questions in which what a finding asks stands: each person's proposal has a row of its own."""
    question = question_of(document, finding)
    if question is None:
        return ()
    return tuple(one for one in document.questions if one.subject == question.subject)


def answered(document: Document, question: Question, *, by: str, answer: str) -> str:
    """The text with an answer beside a question, and who gave it."""
    return _filled(document, question, {"answer": answer, "answered_by": by})


def decided(document: Document, question: Question, *, by: str, answer: str) -> str:
    """The text with what is decided beside a question; what somebody else proposed there stays in its words."""
    there = " ".join(question.answer.split())
    others = there and question.answered_by.strip() not in {"", by}
    if others and there.casefold() != " ".join(answer.split()).casefold():
        answer = f"{answer} ({PROPOSED_WAS} {there})"
    return answered(document, question, by=by, answer=answer)


def _filled(document: Document, question: Question, values: dict[str, str]) -> str:
    text, line = _as_row(document, question)
    for key, words in values.items():
        text = write_cell(text, line, _headings(QUESTIONS, key), words)
    return text


def _as_row(document: Document, question: Question) -> tuple[str, int]:
    """The text in which a question stands in a table, and its line; one from a list is moved there."""
    if document.text[question.span.start - 1 : question.span.start + 1].startswith("|") or _in_table(
        document, question
    ):
        return document.text, question.span.line
    text = without_item(document.text, question.span.start)
    row = {"text": question.text, "asked_by": question.asked_by, "asks": question.asks, "about": question.about}
    text = add_row(text, "Questions", QUESTIONS, row)
    moved = [one for one in read_sections(text, "", {"questions"}).questions if one.subject == question.subject]
    return text, moved[-1].span.line


def _in_table(document: Document, question: Question) -> bool:
    lines = document.text.splitlines()
    return lines[question.span.line - 1].lstrip().startswith("|")


def settle_questions(text: str, finding: Finding, *, by: str, answer: str) -> str:
    """The text with the same answer beside questions and proposals that were raised about what is decided now."""
    while True:
        document = read(text, "").document
        known = refer(document, finding.subject)
        names = {finding.subject.casefold(), known.name.casefold() if known is not None else ""}
        waiting = (
            one
            for one in document.questions
            if one.about.strip().casefold() in names
            and one.text.strip() == " ".join(finding.message.split())
            and (not one.answer.strip() or one.answered_by.strip() not in {"", by})
        )
        question = next(waiting, None)
        if question is None:
            return text
        text = decided(document, question, by=by, answer=answer)
