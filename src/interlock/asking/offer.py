"""What an answer can be, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from interlock.model.document import Document, RecordRow
from interlock.model.finding import Finding
from interlock.model.profile import SystemProfile
from interlock.model.value import Side


class NotAnAnswer(ValueError):
    """The words do not answer the question; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen, and in one sentence what then happens."""

    words: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """How a finding can be answered.

    `write` gives the document's text with an answer, chosen or typed, and raises `NotAnAnswer` where the words cannot
    be written there. `expects` says what can be typed. `versions` is whether the answer is the version itself, and
    `decides` whether it decides something that belongs under Changes.
    """

    write: Callable[[str], str]
    choices: tuple[Choice, ...] = ()
    expects: str = ""
    versions: bool = False
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding with the document that it is about, and what was learned of the systems."""

    document: Document
    finding: Finding
    profiles: Mapping[Side, SystemProfile] = field(default_factory=dict)
    by: str = ""

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def record(self) -> RecordRow | None:
        """The record with which the finding's subject begins, or None."""
        return self.document.record(self.finding.subject.partition("/")[0])

    def name(self, side: Side) -> str:
        """The name of a side's system."""
        found = (row.name for row in self.document.systems if row.side is side)
        return next(found, f"the {side.value} system")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to answer: the codes of the findings that it is for, and what it offers (None: nothing for this one)."""

    codes: tuple[str, ...]
    offer: Callable[[Asked], Offer | None]
