"""Writes what a partner said under Questions, one row each, so that nothing else of the document changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from interlock.asking.offer import NotAnAnswer
from interlock.asking.recording import PROPOSED_WAS, answered, proposal_of, propose
from interlock.document import read, refer
from interlock.document.digests import decisions_digest
from interlock.document.editing import add_row
from interlock.document.sections.listings import QUESTIONS
from interlock.model.document import Document, Question
from interlock.model.finding import Finding
from interlock.model.people import ever_decides
from interlock.model.reply import Remark, Reply, ReplyAnswer

_MARKUP = re.compile(r"[`\\<>|]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a reply, and in which words their name is written beside an answer.

    A reply file proves nothing: what it says in the name of somebody who decides is written as said by reply, which is
    a proposal, unless that same person takes up the reply.
    """

    name: str
    beside: str
    said_by: str
    """the same, always as said by reply where it is somebody who decides"""


def voice_of(document: Document, reply: Reply, by: str) -> Voice:
    """The voice of a reply that `by` takes up."""
    same = " ".join(reply.name.casefold().split()) == " ".join(by.casefold().split())
    known = ever_decides(document, reply.name) or ever_decides(document, reply.contact)
    said_by = f"{reply.name}, by reply" if known else reply.name
    return Voice(reply.name, reply.name if same else said_by, said_by)


def with_question(document: Document, remark: Remark, voice: Voice) -> str:
    """The text with a question for the owner; the document's own where it is asked already."""
    about, said = _about(document, remark.about, remark.text)
    if any(_same(one.text, said) and _same(one.about, about) for one in document.questions):
        return document.text
    return _added(document, {"text": said, "asked_by": voice.name, "about": about})


def with_proposal(document: Document, remark: Remark, voice: Voice) -> str:
    """The text with a proposal for the owner to take or leave."""
    about, said = _about(document, remark.about, remark.text)
    # Two proposals about nothing in particular are two questions: their own words tell them apart.
    text = proposal_of(about) if about else f"Shall this be so: {said}"
    if any(_same(one.text, text) and _same(one.about, about) and _says(one, said) for one in document.questions):
        return document.text
    # Whoever decides takes it by answering, which also changes what the document says.
    row = {"text": text, "asked_by": voice.name, "about": about, "answer": said, "answered_by": voice.said_by}
    return _added(document, row)


def _says(question: Question, words: str) -> bool:
    """Whether that was answered or proposed in this row, also where something else was decided then."""
    answer, said = _folded(question.answer).casefold(), _folded(words).casefold()
    return said == answer or answer.endswith(f"({PROPOSED_WAS} {said})")


def with_answer(document: Document, answer: ReplyAnswer, voice: Voice, findings: Mapping[str, Finding]) -> str:
    """The text with an answer beside the question that was shown; another's answer stays, and this gets its own row.

    Raises:
        NotAnAnswer: it is not asked any more.
    """
    if answer.point:
        finding = findings.get(answer.point)
        if finding is None:
            raise NotAnAnswer("this is not asked any more: it was decided, or reads otherwise now")
        said = finding.message, (answer.about or finding.subject)
        question = _asked(document, *said)
        if question is None or not question.answer.strip():
            before = propose(document, finding, by=voice.beside, answer=_plain(answer.text))
            return _kept(document, before, answer.text)
    else:
        question = _asked(document, answer.question, answer.about)
        if question is None:
            raise NotAnAnswer("this is not asked any more: its row is gone, or reads otherwise now")
    if _same(question.answer, answer.text):
        return document.text
    if question.answer.strip():
        row = {"text": question.text, "asked_by": question.asked_by, "about": question.about}
        return _added(document, row | {"answer": answer.text, "answered_by": voice.beside})
    return _kept(document, answered(document, question, by=voice.beside, answer=_plain(answer.text)), answer.text)


def _asked(document: Document, text: str, about: str) -> Question | None:
    """The row of Questions, one without an answer before others."""
    found = [one for one in document.questions if _same(one.text, text)]
    found = [one for one in found if _same(one.about, about)] or (found if len(found) == 1 else [])
    return next((one for one in found if not one.answer.strip()), next(iter(found), None))


def _about(document: Document, about: str, text: str) -> tuple[str, str]:
    """What it is about as the document calls it; where that is gone, the words say what it was."""
    if not about:
        return "", text
    known = refer(document, about)
    return (known.name, text) if known is not None else ("", f"About {about}: {text}")


def _added(document: Document, row: Mapping[str, str]) -> str:
    owner = document.owner.name if document.owner is not None else ""
    whole = {"asks": owner, **row}
    for cells in (whole, {key: _plain(words) for key, words in whole.items()}):
        text = add_row(document.text, "Questions", QUESTIONS, cells)
        if _only_adds(document, text, cells):
            return text
    raise NotAnAnswer("its words cannot be written as one row of the document")


def _only_adds(document: Document, text: str, row: Mapping[str, str]) -> bool:
    """Whether the text is the document with this very row more: nothing that is said can be another row or cell."""
    now = read(text, document.path).document
    if not _unchanged(document, now) or len(now.questions) != len(document.questions) + 1:
        return False
    kept = [(one.text, one.about, one.answer, one.answered_by) for one in document.questions]
    found = [(one.text, one.about, one.answer, one.answered_by) for one in now.questions]
    wanted = tuple(_folded(row.get(key, "")) for key in ("text", "about", "answer", "answered_by"))
    return found[: len(kept)] == kept and tuple(map(_folded, found[-1])) == wanted


def _kept(document: Document, text: str, answer: str) -> str:
    now = read(text, document.path).document
    known = Counter((one.subject, one.answer) for one in document.questions)
    new = [one for one in now.questions if not known[one.subject, one.answer]]
    if _unchanged(document, now) and len(new) == 1 and _same(new[0].answer, _plain(answer)):
        return text
    if text == document.text:
        return text
    raise NotAnAnswer("its words cannot be written as one cell of the document")


def _unchanged(before: Document, now: Document) -> bool:
    headings = [one.heading for one in before.sections]
    found = [one.heading for one in now.sections if one.heading != "Questions" or "Questions" in headings]
    outside = all(getattr(before, part) == getattr(now, part) for part in ("title", "version", "overview"))
    return outside and found == headings and decisions_digest(before) == decisions_digest(now)


def _plain(words: str) -> str:
    """Words without what could be markup."""
    return " ".join(_MARKUP.sub(" ", words).split())


def _folded(words: str) -> str:
    return " ".join(words.replace("\\|", "|").split())


def _same(one: str, other: str) -> bool:
    return _folded(one).casefold() == _folded(other).casefold()
