"""What a person asked: the answer stands beside it, and where it decides a cell, also there."""

from __future__ import annotations

from dataclasses import replace

from interlock.asking.block import parsed, written
from interlock.asking.decisions import decision
from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.asking.recording import answered, question_of, questions_of
from interlock.document import read
from interlock.document.references import Reference, refer


def _offer(asked: Asked) -> Offer | None:
    question = question_of(asked.document, asked.finding)
    if question is None:
        return None
    known = refer(asked.document, question.about) if question.about.strip() else None
    cell = decision(replace(asked, finding=replace(asked.finding, subject=known.name))) if known is not None else None
    open_cell = cell if cell is not None and known is not None and _is_open(asked, known.name) else None

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        text = open_cell.write(words) if open_cell is not None else _decided(asked, known, words)
        for index in range(len(questions_of(asked.document, asked.finding))):
            # A question that stood in a list has another place once it is answered.
            document = read(text, asked.document.path).document
            text = answered(document, questions_of(document, asked.finding)[index], by=asked.by, answer=words)
        return text

    proposed = tuple(
        Choice(one.answer.strip(), f"what {one.answered_by.strip()} proposes")
        for one in questions_of(asked.document, asked.finding)
        if one.answer.strip()
    )
    if open_cell is not None:
        others = tuple(one for one in open_cell.choices if one.words not in {each.words for each in proposed})
        return Offer(write, (*proposed, *others), open_cell.expects)
    return Offer(write, proposed, "the answer in a few words")


def _decided(asked: Asked, known: Reference | None, words: str) -> str:
    """The text with the decisions that an answer about a whole record spells out, if it does."""
    row = asked.document.record(known.name) if known is not None else None
    if row is None:
        return asked.text
    try:
        return written(asked.document, row.name, parsed(words))
    except NotAnAnswer:
        return asked.text


def _is_open(asked: Asked, subject: str) -> bool:
    record, _, key = subject.partition("/")
    row = asked.document.record(record)
    return row is not None and bool(getattr(row, key.replace("-", "_")).open)


WAY = Way(("question-unanswered",), _offer)
