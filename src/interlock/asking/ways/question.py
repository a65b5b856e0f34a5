"""What a person asked: the answer stands beside it, and where it decides a cell, also there."""

from __future__ import annotations

from dataclasses import replace

from interlock.asking.block import parsed, written
from interlock.asking.decisions import decision
from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.asking.recording import decided, is_proposal, question_of, questions_of
from interlock.document import read
from interlock.document.references import Reference, refer
from interlock.model.document import Question


def _offer(asked: Asked) -> Offer | None:
    question = question_of(asked.document, asked.finding)
    if question is None:
        return None
    known = refer(asked.document, question.about) if question.about.strip() else None
    cell = decision(replace(asked, finding=replace(asked.finding, subject=known.name))) if known is not None else None
    open_cell = cell if cell is not None and known is not None and _is_open(asked, known.name) else None
    rows = questions_of(asked.document, asked.finding)

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        if open_cell is not None:
            text = open_cell.write(words)
        elif cell is not None and known is not None and is_proposal(question):
            text = _changed(asked, cell, known.name, words)
        else:
            text = _decided(asked, known, words)
        for index in range(len(rows)):
            # A question that stood in a list has another place once it is answered.
            document = read(text, asked.document.path).document
            text = decided(document, questions_of(document, asked.finding)[index], by=asked.by, answer=words)
        return text

    proposed = tuple(
        Choice(one.answer.strip(), f"what {one.answered_by.strip()} proposes{_left_to_do(known, question, cell)}")
        for one in rows
        if one.answer.strip()
    )
    if open_cell is not None:
        others = tuple(one for one in open_cell.choices if one.words not in {each.words for each in proposed})
        return Offer(write, (*proposed, *others), open_cell.expects)
    return Offer(write, proposed, "the answer in a few words")


def _left_to_do(known: Reference | None, question: Question, cell: Offer | None) -> str:
    """What taking a proposal does not do by itself."""
    if known is None or cell is not None or not is_proposal(question):
        return ""
    return f"; what the document says of {known.name} is changed in an editor"


def _changed(asked: Asked, cell: Offer, subject: str, words: str) -> str:
    """The text with what was decided instead of what the cell says; as it is where the words are no such decision.

    Raises:
        NotAnAnswer: a proposal is to be taken that the cell cannot say.
    """
    text = cell.write(words)
    if not _is_open(replace(asked, document=read(text, asked.document.path).document), subject, understood=True):
        return text
    taken = any(one.answer.strip() == words.strip() for one in questions_of(asked.document, asked.finding))
    if taken:
        raise NotAnAnswer(f"`{subject}` cannot say `{words.strip()}`: answer with what it is to say")
    return asked.text


def _decided(asked: Asked, known: Reference | None, words: str) -> str:
    """The text with the decisions that an answer about a whole record spells out, if it does."""
    row = asked.document.record(known.name) if known is not None else None
    if row is None:
        return asked.text
    try:
        return written(asked.document, row.name, parsed(words))
    except NotAnAnswer:
        return asked.text


def _is_open(asked: Asked, subject: str, *, understood: bool = False) -> bool:
    """Whether the cell of a decision says nothing; with `understood`, also whether it says what means nothing."""
    record, _, key = subject.partition("/")
    row = asked.document.record(record)
    if row is None:
        return False
    stated = getattr(row, key.replace("-", "_"))
    return bool(stated.open) or (understood and stated.value is None)


WAY = Way(("question-unanswered",), _offer)
