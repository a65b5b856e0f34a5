"""What two companies agree on: the two layers of a document cell by cell, and who agreed to which of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from interlock.model.document import Document, Person
from interlock.model.people import may_decide, people
from interlock.model.place import Span

DIGITS_SHOWN: Final = 24
"""How many hexadecimal digits of a digest people compare; nobody finds a second text that has the same 96 bits."""
_GROUP = 4


class Layer(StrEnum):
    """The parts of a document that are signed each for itself."""

    SCOPE = "scope"
    """what is built, for whom, and when it is done"""
    SPEC = "spec"
    """how: fields, tables, errors, and the API descriptions that all of it was written against"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that the document says, in plain spelling.

    `layer` is None for what is not signed: prose, resources, notes, questions, the record of changes. `group` is the
    record of a field table or the name of a look-up table, empty elsewhere. `place` is None where the cell comes from
    a signature and does not stand in the document any more.
    """

    layer: Layer | None
    section: str
    group: str
    row: str
    column: str
    text: str
    place: Span | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from all others, wherever its row stands."""
        return (self.section, self.group, self.row, self.column)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else than before; an empty text on one side: it was not there."""

    layer: Layer | None
    section: str
    group: str
    row: str
    column: str
    before: str
    after: str
    place: Span | None = None

    @property
    def name(self) -> str:
        """How people call the cell: `Data map, Order, On conflict`."""
        row = self.row.removeprefix("| ").removesuffix(" |").replace(" | ", " and ")
        return ", ".join(part for part in (self.section, self.group, row, self.column) if part)


@dataclass(frozen=True, slots=True)
class Identity:
    """Which document it is: its name without the ending, and between whom; what is signed of one holds for no other."""

    name: str
    systems: tuple[tuple[str, str], ...]
    """each system with its company, in the order of the table"""

    def __str__(self) -> str:
        between = " and ".join(f"{system} of {company}" if company else system for system, company in self.systems)
        return f"{self.name} between {between}" if between else self.name


class Grade(StrEnum):
    """How much a signature proves."""

    KEY = "SSH key"
    """whoever holds the pinned key signed exactly these words"""
    REPLY = "reply file"
    """somebody who had the page sent these digests back; nothing proves who"""
    PAPER = "scanned paper"
    """a scan that names the digest; nobody but a reader can tell what it shows"""


class Trouble(StrEnum):
    """Why a signature does not count at all."""

    DAMAGED = "damaged"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown key"
    CHANGED_KEY = "changed key"
    SHARED_KEY = "shared key"
    OTHER_DOCUMENT = "another document"
    STRANGER = "not in the document"
    NO_AUTHORITY = "without authority"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class SignedBy:
    """One agreement to one layer, as it stands now.

    `file` is where it is kept, relative to the project's folder. `trouble` says why it counts for nothing, `detail`
    that in a sentence. `changed` are the cells of its layer that say something else now than what was signed.
    """

    party: str
    name: str
    role: str
    grade: Grade
    when: datetime | None
    layer: Layer | None
    version: str
    digest: str
    file: str
    contact: str = ""
    key: str = ""
    """the key's fingerprint as OpenSSH writes it (`SHA256:...`)"""
    trouble: Trouble | None = None
    detail: str = ""
    changed: tuple[CellChange, ...] = ()

    @property
    def genuine(self) -> bool:
        """Whether it is what it says it is, of this document."""
        return self.trouble is None

    @property
    def holds(self) -> bool:
        """Whether it is genuine, and what was signed still stands."""
        return self.trouble is None and not self.changed


@dataclass(frozen=True, slots=True)
class Agreed:
    """All that was signed of a document, and the digests of its layers as they are now."""

    digests: Mapping[Layer, str]
    signatures: tuple[SignedBy, ...] = ()

    def of(self, layer: Layer) -> tuple[SignedBy, ...]:
        """The signatures of a layer, also those that do not count."""
        return tuple(one for one in self.signatures if one.layer is layer)


def shown_digest(digest: str) -> str:
    """The beginning of a digest in groups that two people can compare on the telephone: `4f1a 09c3 ...`."""
    short = digest[:DIGITS_SHOWN]
    return " ".join(short[start : start + _GROUP] for start in range(0, len(short), _GROUP))


def parties(document: Document) -> tuple[str, ...]:
    """The companies that sign, in the order of the table of systems; a system without company stands for itself."""
    names: dict[str, str] = {}
    for row in document.systems:
        name = row.company.strip() or row.name.strip()
        if name:
            names.setdefault(same(name), name)
    return tuple(names.values())


def party_of(document: Document, company: str) -> str | None:
    """The party that a person's company, as written, is."""
    return next((party for party in parties(document) if same(party) == same(company)), None)


def signers(document: Document, layer: Layer, party: str) -> tuple[Person, ...]:
    """Who may sign a layer for a party, each once."""
    found = [
        one for one in people(document) if same(one.company) == same(party) and has_authority(document, one, layer)
    ]
    return tuple({same(one.name): one for one in reversed(found)}.values())[::-1]


_ANYTHING = ("owner", "delegate", "deputy", "partner contact", "project manager", "program manager", "signatory")
_NEVER = ("former", "qa", "test", "quality")
_SPEC = ("engineer", "analyst", "architect", "developer")


def has_authority(document: Document, person: Person, layer: Layer) -> bool:
    """Whether somebody whom the document names may sign a layer for their company.

    The owner, delegates, partner contacts, project managers and whoever has the role Signatory sign both layers;
    engineers and analysts sign the spec, testers neither.
    """
    if may_decide(document, person.name):
        return True
    role = person.role.casefold()
    words = _ANYTHING if layer is Layer.SCOPE else (*_ANYTHING, *_SPEC)
    return not any(word in role for word in _NEVER) and any(word in role for word in words)


def roles_of(document: Document, name: str) -> tuple[Person, ...]:
    """Somebody in each of the roles that the document gives them."""
    return tuple(one for one in people(document) if name.strip() and same(one.name) == same(name))


def same(text: str) -> str:
    """A name in the form in which names are compared: the point at the end, as of `Ltd.`, ends the sentence as well."""
    return " ".join(text.casefold().split()).removesuffix(".")
