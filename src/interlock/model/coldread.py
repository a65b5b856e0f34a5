"""People's own cold read: who of each side read the document, what they asked, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interlock.model.document import Document, Person, Question, SystemRow
from interlock.model.people import may_decide, people


@dataclass(frozen=True, slots=True)
class ReadersQuestion:
    """What a reader asked, and of which row (`Order/on-delete`)."""

    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's cold read, as it was recorded: evidence for exactly the decisions that the digest stands for."""

    reader: str
    system: str
    company: str
    read_at: datetime
    recorded_by: str
    version: str
    digest: str
    questions: tuple[ReadersQuestion, ...] = ()


class Answered(StrEnum):
    """How far a reader's question is answered."""

    YES = "answered"
    PROPOSED = "proposed"
    """somebody answered who does not decide"""
    NO = "open"
    GONE = "gone"
    """the document does not have it any more"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A reader's question with its answer as the document has it now."""

    question: ReadersQuestion
    state: Answered
    answer: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading, why it does not hold (empty: it does), and its questions."""

    reading: Reading
    void: str
    asked: tuple[Asked, ...]

    @property
    def open(self) -> tuple[Asked, ...]:
        """The questions that the owner has not answered."""
        return tuple(one for one in self.asked if one.state is not Answered.YES)


@dataclass(frozen=True, slots=True)
class SideRead:
    """What was read on one side."""

    system: str
    company: str
    readings: tuple[Judged, ...]

    @property
    def done(self) -> bool:
        """Whether somebody read it, that still holds, and nothing that they asked is open."""
        return any(not one.void and not one.open for one in self.readings)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the cold read of both sides stands: evidence for a gate."""

    sides: tuple[SideRead, ...]

    @property
    def complete(self) -> bool:
        """Whether both sides have one that holds, with nothing open."""
        return len(self.sides) == 2 and all(side.done for side in self.sides)

    @property
    def missing(self) -> tuple[str, ...]:
        """What stands in the way, in words."""
        return tuple(said for side in self.sides for said in _missing(side))


def standing(document: Document, readings: Iterable[Reading], digest: str) -> Standing:
    """Whether both sides have a cold read that holds, and what is open; pure.

    Args:
        document: as it is now.
        readings: what was recorded.
        digest: of the document's decisions now; a reading of other decisions does not hold.
    """
    known = sorted(readings, key=lambda one: (one.read_at, one.reader))
    return Standing(
        tuple(
            SideRead(
                row.name,
                row.company,
                tuple(_judged(document, one, digest) for one in known if _same(one.system, row.name)),
            )
            for row in document.systems
        )
    )


def belongs(document: Document, name: str) -> Person | None:
    """The person of the document who has this name, however it is written; None: somebody who was in no meeting."""
    wanted = _words(name)
    for one in people(document):
        if wanted and (wanted == _words(one.name) or _same(name, one.contact)):
            return one
    return None


def side_of(document: Document, words: str) -> SystemRow | None:
    """The system that is meant by its name or by its company's, where only one is of that company."""
    rows = [row for row in document.systems if _same(row.name, words)]
    rows = rows or [row for row in document.systems if _same(row.company, words)]
    return rows[0] if len(rows) == 1 else None


def _judged(document: Document, reading: Reading, digest: str) -> Judged:
    void = ""
    person = belongs(document, reading.reader)
    if reading.digest != digest:
        void = "the document's decisions have changed since"
    elif person is not None:
        void = f"the reader stands in the document now ({person.role or 'no role'})"
    return Judged(reading, void, tuple(_asked(document, one) for one in reading.questions))


def _asked(document: Document, wanted: ReadersQuestion) -> Asked:
    found = next((one for one in document.questions if _is(one, wanted)), None)
    if found is None:
        return Asked(wanted, Answered.GONE)
    if not found.answer.strip():
        return Asked(wanted, Answered.NO)
    by = found.answered_by.strip()
    decided = not by or may_decide(document, by, found.about)
    return Asked(wanted, Answered.YES if decided else Answered.PROPOSED, found.answer.strip(), by)


def _is(question: Question, wanted: ReadersQuestion) -> bool:
    return _same(question.text, wanted.text) and _same(question.about, wanted.about)


def _missing(side: SideRead) -> Iterable[str]:
    if side.done:
        return
    holding = [one for one in side.readings if not one.void]
    if not holding:
        yield f"nobody of {side.company or side.system} has read the document as it is now"
    for one in holding:
        for asked in one.open:
            yield f"{one.reading.reader} asks about {asked.question.about}: {asked.question.text} ({asked.state.value})"


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace(",", " ").replace(".", " ").split())


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and " ".join(one.casefold().split()) == " ".join(other.casefold().split())
