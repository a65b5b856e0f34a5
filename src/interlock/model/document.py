"""The document as data: what two companies wrote, each part with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from interlock.model.decisions import (
    Condition,
    CreateMissing,
    DeleteRule,
    Direction,
    Frequency,
    Leaving,
    MatchKey,
    Starting,
    Winner,
)
from interlock.model.path import Path
from interlock.model.place import Span
from interlock.model.silence import Silence
from interlock.model.value import Side

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """What a cell or sentence says: its words, its place, and its meaning where one was understood.

    `value` is None when nothing is written (`text` is empty) or when no shape understood it (then there is a finding).
    """

    text: str
    span: Span
    value: T | None = None

    @property
    def open(self) -> bool:
        """Whether nothing is written."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, or part of one, that a shape understood.

    `shape` is the name of the shape's file, `args` its parameters by name, already typed: str for names (record,
    system, field, values as written), int for counts, `timedelta` for durations, tuples for lists.
    """

    shape: str
    args: Mapping[str, object]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs that are kept and rendered and not interpreted."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of one of the companies. `role` is as written (`Engineer`)."""

    name: str
    company: str
    contact: str
    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One of the two systems; `description` is the path of its API description relative to the document."""

    name: str
    company: str
    what: str
    description: str
    side: Side
    span: Span
    description_span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """`closed deal` = Deal where `stage` is `closedwon`."""

    name: str
    record: str
    condition: Condition
    span: Span


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing that the project needs: documentation, a sandbox, a login."""

    what: str
    where: str
    access: str
    span: Span


@dataclass(frozen=True, slots=True)
class Story:
    """A user story: who needs what when, and why, for one direction."""

    name: str
    source: Stated[str]
    target: Stated[str]
    sentence: Stated[Phrase]
    span: Span


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row of a record's field table.

    `left` and `right` hold the fields in the cell (several: `first_name`, `last_name`; none: a constant).
    `rule` is the cell's words; the mapping room gives them their meaning.
    """

    left: Stated[tuple[Path, ...]]
    right: Stated[tuple[Path, ...]]
    direction: Stated[Direction]
    rule: Stated[str]
    wins: Stated[Winner]
    notes: str
    span: Span

    @property
    def sensitive(self) -> bool:
        """Whether the notes mark the values as not to be shown."""
        return "sensitive" in self.notes.lower()


@dataclass(frozen=True, slots=True)
class RecordRow:
    """All decisions about one record of the data map, joined from its tables by the record's name."""

    name: str
    left: Stated[str]
    right: Stated[str]
    source_of_truth: Stated[Side]
    direction: Stated[Direction]
    on_conflict: Stated[Winner]
    on_delete: Stated[DeleteRule]
    matched_by: Stated[MatchKey]
    only_when: Stated[tuple[Condition, ...]]
    when_it_leaves: Stated[Leaving]
    create_missing: Stated[CreateMissing]
    starting: Stated[Starting]
    how_often: Stated[Frequency]
    fields: tuple[FieldRow, ...]
    span: Span

    def resource(self, side: Side) -> str:
        """The name of the resource that holds this record on a side."""
        return (self.left if side is Side.LEFT else self.right).text


@dataclass(frozen=True, slots=True)
class LookUp:
    """A named table of pairs for a mapping rule, column headings kept.

    With `file` its rows stand in that CSV file, whose path is relative to the document and which the document names at
    `file_span`; `lines` are those of the rows there, and `digest` is the sha256 of what they say, empty while the file
    was not read.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    span: Span
    file: str = ""
    file_span: Span | None = None
    lines: tuple[int, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class NamedTest:
    """The test that proves a criterion: its file, relative to the document's folder, and the names in it."""

    file: str
    names: tuple[str, ...]
    span: Span

    @property
    def name(self) -> str:
        """As pytest names it: `FILE.py::test_name`."""
        return "::".join((self.file, *self.names))


@dataclass(frozen=True, slots=True)
class Criterion:
    """One sentence of the acceptance criteria.

    `trigger`, `circumstance`, `outcomes` are None or empty where no shape understood the sentence. Each outcome carries
    its own deadline phrase, the nearest one that follows it in the sentence. Where the sentence ends with
    `(test: FILE.py::NAME)`, that test proves it, and its words are not interpreted.
    """

    name: str
    stories: tuple[str, ...]
    text: str
    span: Span
    trigger: Phrase | None = None
    withs: tuple[Phrase, ...] = ()
    circumstance: Phrase | None = None
    outcomes: tuple[Outcome, ...] = ()
    test: NamedTest | None = None

    @property
    def understood(self) -> bool:
        """Whether it can be made into a test, or names one."""
        return self.test is not None or (self.trigger is not None and bool(self.outcomes))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What must then be true, and by when or for how long."""

    phrase: Phrase
    deadline: Phrase | None


@dataclass(frozen=True, slots=True)
class DateRow:
    """A row of Dates; `when` is as written."""

    what: str
    when: str
    span: Span


@dataclass(frozen=True, slots=True)
class Policy:
    """A row of When something goes wrong: a situation and what is then done."""

    when: Stated[Phrase]
    then: Stated[tuple[Phrase, ...]]
    span: Span


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A row of Out of scope."""

    what: str
    candidate_for: str
    span: Span


@dataclass(frozen=True, slots=True)
class Assumption:
    """An item of Assumptions; `fact` is None for a consideration, which is believed and not tested."""

    text: str
    fact: Phrase | None
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """An item or row of Questions: raised by people, open until the owner answers.

    `about` refers to what it is asked of (`Order/on-delete`). An answer with nobody beside it is the owner's.
    """

    text: str
    asked_by: str
    asks: str
    about: str
    answer: str
    span: Span
    answered_by: str = ""

    @property
    def subject(self) -> str:
        """What findings about it call it: the same words can be asked of two things."""
        about = self.about.strip()
        return f"Questions/{f'{about}: ' if about else ''}{self.text.strip()}"


@dataclass(frozen=True, slots=True)
class Change:
    """A row of Changes: a decision with who took it."""

    version: str
    date: str
    decided_by: str
    what: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and where its text stands, also when Interlock does not know the heading."""

    heading: str
    level: int
    span: Span
    prose: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One integration as written. Sections that are missing are empty; `sections` lists what is there in order."""

    path: str
    text: str
    version: Stated[str]
    title: Stated[str]
    overview: tuple[Prose, ...] = ()
    systems: tuple[SystemRow, ...] = ()
    owner: Person | None = None
    people: tuple[Person, ...] = ()
    terms: tuple[Term, ...] = ()
    resources: tuple[Resource, ...] = ()
    stories: tuple[Story, ...] = ()
    records: tuple[RecordRow, ...] = ()
    tables: tuple[LookUp, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    dates: tuple[DateRow, ...] = ()
    policies: tuple[Policy, ...] = ()
    out_of_scope: tuple[Exclusion, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    left_open: tuple[Silence, ...] = ()
    changes: tuple[Change, ...] = ()
    sections: tuple[Section, ...] = field(default_factory=tuple)

    def system(self, side: Side) -> SystemRow:
        """The system of a side.

        Raises:
            LookupError: the table of systems does not name two.
        """
        for row in self.systems:
            if row.side is side:
                return row
        raise LookupError(f"the document names no {side.value} system")

    def side(self, system: str) -> Side | None:
        """The side that a system's name stands for."""
        return next((row.side for row in self.systems if row.name.casefold() == system.casefold()), None)

    def record(self, name: str) -> RecordRow | None:
        """The record of that name, in the singular as the data map writes it."""
        return next((row for row in self.records if row.name.casefold() == name.casefold()), None)

    def section(self, heading: str) -> Section | None:
        """The section under that heading."""
        return next((s for s in self.sections if s.heading.casefold() == heading.casefold()), None)
