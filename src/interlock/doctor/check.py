"""What a check is: the contract of the files in `doctor/checks`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.doctor.claims import Given
from interlock.doctor.intake import Intake
from interlock.doctor.scopes import Scopes
from interlock.doctor.used import Used
from interlock.model.document import Document
from interlock.model.finding import Finding
from interlock.model.hearing import Hearing
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.roles import ENGINEER, having
from interlock.model.value import Side
from interlock.probing.hand import Journal
from interlock.probing.line import Line
from interlock.probing.look import Listed, Look


class Outcome(StrEnum):
    """What became of a check."""

    PROVEN = "proven"
    WARNING = "warning"
    """It holds, and something about it should be changed."""
    MISSING = "missing"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Proof:
    """What one check found of one thing.

    `about` is the system or resource. `todo` is what to do and `turn` whose turn it is, both empty where nothing is to
    be done. `by` is the person whose statement it rests on, empty where it was tried.
    """

    about: str
    outcome: Outcome
    said: str
    todo: str = ""
    turn: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's word that they have access to a resource."""

    resource: str
    by: str
    at: datetime


@dataclass
class Patient:
    """One system in one environment, as checks look at it.

    `line` is None where nothing can be sent, and `trouble` says why. `enter` makes the line, and comes before all
    checks: it may have to ask for an access token. `granted` is what that token may do (None: nobody says). `other` is
    the same system in the environment that it is compared with, and `other_name` that environment's name. `committed`
    are files under version control in which a secret of this system stands. `intake` takes webhooks where a try is
    wanted, and `untried` says why none is made though one is. `left_s` tells how long may still be waited for
    something, in seconds, so that there is time to clean up.
    """

    name: str
    side: Side
    document: Document
    profile: SystemProfile
    kind: str
    used: tuple[Used, ...]
    scopes: Scopes
    line: Line | None
    address: str = ""
    trouble: str = ""
    todo: str = ""
    granted: Given | None = None
    enter: Callable[[], Awaitable[None]] | None = None
    other: Patient | None = None
    other_name: str = ""
    hearing: Hearing | None = None
    listens: bool = False
    committed: tuple[str, ...] = ()
    write: bool = False
    token: str = ""
    journal: Journal | None = None
    pages: dict[str, Listed] = field(default_factory=dict)
    let_in: bool = False
    intake: Intake | None = None
    untried: str = ""
    left_s: Callable[[], float] = lambda: 30.0

    @property
    def turn(self) -> str:
        """The engineer of the company whose system it is; else the first of any."""
        company = self.document.system(self.side).company
        people = having(self.document, ENGINEER)
        own = [one for one in people if one.company.casefold() == company.casefold()]
        return next((one.name for one in (*own, *people)), "Engineer")

    @property
    def ours(self) -> str:
        """The engineer who has the settings: of the owner's company, else the first of any."""
        owner = self.document.owner
        people = having(self.document, ENGINEER)
        own = [one for one in people if owner is not None and one.company.casefold() == owner.company.casefold()]
        return next((one.name for one in (*own, *people)), "Engineer")

    @property
    def records(self) -> Sequence[RecordProfile]:
        """The records that the document uses and that have a list, each once."""
        names = dict.fromkeys(one.resource for one in self.used if one.resource)
        return [record for name in names if (record := self.profile.record(name)) is not None]

    async def page(self, record: RecordProfile) -> Listed:
        """The first page of a record's list; asked for once.

        Raises:
            SystemFault: there is no answer, or none that lets us in.
            NotPossible: it has no list.
        """
        assert self.line is not None  # noqa: S101 - checks of who is not let in are not asked
        if record.name not in self.pages:
            self.pages[record.name] = await Look(self.profile, record, self.line).page(size=5)
        return self.pages[record.name]

    def proof(self, outcome: Outcome, said: str, *, todo: str = "", turn: str | None = None) -> Proof:
        """What was found of this system."""
        whose = self.ours if turn is None else turn
        return Proof(self.name, outcome, said, todo, whose if todo else "")


@dataclass(frozen=True, slots=True)
class Whole:
    """The project as checks look at it, apart from its systems."""

    document: Document
    findings: tuple[Finding, ...]
    statements: tuple[Statement, ...]
    environment: str
    kind: str


OfSystem = Callable[[Patient], Awaitable[Sequence[Proof]]]
OfWhole = Callable[[Whole], Sequence[Proof]]


@dataclass(frozen=True, slots=True)
class Check:
    """One prerequisite. Exactly one of `of_system` and `of_whole` proves it; those of a lower `order` come first.

    `without` says that it can be proved though the system does not let us in.
    """

    title: str
    order: int
    of_system: OfSystem | None = None
    of_whole: OfWhole | None = None
    without: bool = False


@cache
def checks() -> Catalogue[Check]:
    """The catalogue of checks, by the names of their files."""
    return discover("interlock.doctor.checks", "CHECK", Check)


def in_turn() -> tuple[tuple[str, Check], ...]:
    """The checks with the names of their files, in the order in which they are made."""
    return tuple(sorted(checks().items.items(), key=lambda one: (one[1].order, one[0])))


def code_of(name: str) -> str:
    """How people call the check of a file."""
    return name.replace("_", "-")


def by_code(results: Mapping[str, Sequence[Proof]]) -> Mapping[str, Sequence[Proof]]:
    """The same by the names that people use."""
    return {code_of(name): proofs for name, proofs in results.items()}
