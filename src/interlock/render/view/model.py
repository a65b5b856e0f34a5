"""What every rendering of a document is made from: resolved, in the order in which it is read, nothing left to look up.

Texts are as written, with code between backticks; `interlock.render.view.inline` takes them apart. `ref` is the name by
which a question can refer to a row (`Order/on-delete`), as `interlock.document.refer` understands it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Held(StrEnum):
    """What an assumption rests on."""

    PROVEN = "proven"
    BELIEVED = "believed"
    CONTRADICTED = "contradicted"


class CriterionState(StrEnum):
    """How far a criterion is proven."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NOT_TRIED = "not tried yet"


@dataclass(frozen=True, slots=True)
class SystemView:
    """One of the two systems; `description` is the file that describes its API, empty where none is named."""

    ref: str
    name: str
    company: str
    what: str
    description: str
    learned: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody of one of the companies."""

    ref: str
    name: str
    role: str
    company: str
    contact: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cells that belong together: a term and its meaning, a date and when, what is left out and until when."""

    ref: str
    what: str
    said: str


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A thing that the project needs; `link` is its address where it is one that a page may link to."""

    ref: str
    what: str
    where: str
    access: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class StoryView:
    """A user story, and the criteria that prove it."""

    ref: str
    name: str
    source: str
    target: str
    sentence: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision about a record: its heading in the data map and its words, empty where nothing is decided."""

    ref: str
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class FieldEnd:
    """One field as its system knows it. `type` is in plain words, empty where the field is not known.

    `required` is for creating; None where that is not known.
    """

    path: str
    label: str = ""
    type: str = ""
    required: bool | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up value as both systems would show it, brought over by the row's own rule."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One row of a mapping."""

    ref: str
    left: tuple[FieldEnd, ...]
    arrow: str
    right: tuple[FieldEnd, ...]
    rule: str
    wins: str
    notes: str
    sensitive: bool
    example: Example | None = None


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record: the paragraph that says it in plain words, its decisions, and its mapping."""

    ref: str
    name: str
    left: str
    right: str
    paragraph: str
    decisions: tuple[DecisionView, ...]
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A named look-up; `note` says which file its rows stand in and how many of them are shown, if not all."""

    ref: str
    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CriterionView:
    """An acceptance criterion, how far it is proven, and why it is not where it is not."""

    ref: str
    name: str
    stories: tuple[str, ...]
    sentence: str
    state: CriterionState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AssumptionView:
    """An assumption, what it rests on, and by what or whom."""

    ref: str
    text: str
    held: Held
    by: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of a person; `open` until the owner, or a delegate, has answered."""

    ref: str
    text: str
    asked_by: str
    asks: str
    about: str
    answer: str
    answered_by: str
    open: bool


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What `check` finds open: the question, who owes the answer, why it matters and how to answer.

    `fingerprint` stays when lines move.
    """

    ref: str
    fingerprint: str
    severity: str
    message: str
    asks: str
    why: str
    hint: str
    line: int


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A decision with who took it."""

    version: str
    date: str
    decided_by: str
    what: str


@dataclass(frozen=True, slots=True)
class LeftOpenView:
    """A question that is left open on purpose."""

    ref: str
    question: str
    about: str
    decided_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """One record on its way between the two systems; `direction` is `→`, `←`, `↔`, or empty where it is not decided."""

    record: str
    left: str
    right: str
    direction: str
    how_often: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """The architecture: two systems and what flows between them."""

    left: str
    left_note: str
    right: str
    right_note: str
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature or approval of a layer; `grade` says how it was given, `void` why it does not hold (or nothing)."""

    layer: str
    name: str
    company: str
    role: str
    at: datetime | None
    grade: str
    void: str = ""

    @property
    def given(self) -> str:
        """The day on which it was given."""
        return self.at.date().isoformat() if self.at is not None else "at a time that is not told"


@dataclass(frozen=True, slots=True)
class Notes:
    """Paragraphs that stand under a heading and are not interpreted."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One document as it is shown, whatever form it then takes.

    `digests` has what stands for each layer's content by the layer's name; an approval is of exactly that. `scope_only`
    views have no mappings, tables or error policies.
    """

    file: str
    title: str
    version: str
    scope_only: bool
    overview: tuple[str, ...]
    systems: tuple[SystemView, ...]
    diagram: Diagram | None
    owner: PersonView | None
    people: tuple[PersonView, ...]
    terms: tuple[Pair, ...]
    resources: tuple[ResourceView, ...]
    stories: tuple[StoryView, ...]
    records: tuple[RecordView, ...]
    tables: tuple[TableView, ...]
    criteria: tuple[CriterionView, ...]
    dates: tuple[Pair, ...]
    policies: tuple[Pair, ...]
    in_scope: tuple[Pair, ...]
    out_of_scope: tuple[Pair, ...]
    assumptions: tuple[AssumptionView, ...]
    questions: tuple[QuestionView, ...]
    open_points: tuple[OpenPoint, ...]
    left_open: tuple[LeftOpenView, ...]
    changes: tuple[ChangeView, ...]
    signatures: tuple[Signed, ...] = ()
    notes: tuple[Notes, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)

    def under(self, heading: str) -> tuple[str, ...]:
        """The paragraphs that stand under a heading."""
        return next((one.paragraphs for one in self.notes if one.heading.casefold() == heading.casefold()), ())
