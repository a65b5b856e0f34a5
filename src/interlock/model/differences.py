"""What changed between two versions of a document, and what that means for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from interlock.model.agreement import Layer
from interlock.model.place import Span


class Effect(StrEnum):
    """What a change means, the gravest first."""

    BREAKING = "breaking"
    """the partner loses something or has to change something"""
    VERIFY = "verify"
    """what was tested has to be tested again"""
    WORDING = "wording"
    """nothing that runs or that was promised is another"""


class Way(StrEnum):
    """How a row or cell changed."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: a row that came, went or got another name, or a cell that says something else.

    `row` is the row's name as it is now, as it was where it is gone. `column` is empty where a whole row came or went.
    """

    way: Way
    layer: Layer | None
    section: str
    group: str
    row: str
    column: str
    before: str
    after: str
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A change with what it means.

    `kind` is the name of the kind of change, `what` the change in the words of the document, `criteria` the names of
    the criteria that speak of what changed.
    """

    edit: Edit
    kind: str
    effect: Effect
    what: str
    why: str
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignsAgain:
    """A company that has to sign a layer again, and who may do that."""

    layer: Layer
    party: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """All that changed, the gravest first, and who has to sign again; `before` and `after` say what was compared."""

    before: str
    after: str
    changes: tuple[Difference, ...]
    sign_again: tuple[SignsAgain, ...] = ()

    @property
    def counts(self) -> Mapping[Effect, int]:
        """How many changes there are of each effect."""
        return {effect: sum(one.effect is effect for one in self.changes) for effect in Effect}
