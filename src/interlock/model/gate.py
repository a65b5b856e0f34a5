"""The gates of an integration project: what must be true before it goes live, by phase, and what each rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from interlock.model.document import Person


class Stage(StrEnum):
    """The five phases of a project, in their order."""

    USE_CASES = "use cases"
    FIELD_MAPPING = "field mapping"
    CONSTRUCTION = "construction"
    TESTING = "testing"
    GO_LIVE = "go-live"


class State(StrEnum):
    """How a gate stands."""

    OPEN = "open"
    MET = "met"
    OVERRIDDEN = "overridden"
    """it is open, and somebody named took the responsibility, with a reason"""
    EXPIRED = "expired"
    """it was met by evidence for something that has changed since"""


class BasisKind(StrEnum):
    """What kind of evidence something is."""

    COMPUTED = "computed"
    """worked out this moment from the document and what lies beside it"""
    RUN = "run"
    """something was run, and what came of it was kept"""
    SIGNATURE = "signature"
    STATEMENT = "statement"
    """a named person said so; nothing but their word proves it"""


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing that a gate rests on.

    `at` is when it was found, signed or said (None: not known, or this moment for what is computed); `by` who said it,
    empty where no person did; `file` where it is kept, relative to the project's folder.
    """

    kind: BasisKind
    what: str
    by: str = ""
    at: datetime | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: the role in the document's own words, and who has it there; `name` is empty for nobody."""

    role: str
    name: str = ""
    company: str = ""
    contact: str = ""

    @classmethod
    def of(cls, person: Person) -> Turn:
        """The turn of somebody whom the document names."""
        return cls(person.role, person.name, person.company, person.contact)


@dataclass(frozen=True, slots=True)
class Override:
    """That somebody let a gate pass though it is open; it counts while the digests are these."""

    gate: str
    by: str
    reason: str
    at: datetime
    digests: Mapping[str, str] = field(default_factory=dict)
    role: str = ""
    """of who did, as the document has it"""


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition of going live, as it stands.

    `missing` says in sentences what is not there yet; empty where it is met. `turn` are the people whose turn it is, in
    the document's own roles; empty where it is met, or where `waits_for` names gates that come first. `since` is since
    when it stands so, None where nothing tells. `close` is the command, or what to do, that closes it. `digests` are
    of what it holds for: it expires when one of them changes. `after_live` marks what only going live itself can meet.
    `quotes` are words of the document that whoever closes it has to read; `answer` is what their plain word may be,
    where that is all it takes.
    """

    code: str
    phase: Stage
    title: str
    state: State
    missing: tuple[str, ...] = ()
    turn: tuple[Turn, ...] = ()
    since: datetime | None = None
    basis: tuple[Basis, ...] = ()
    close: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)
    waits_for: tuple[str, ...] = ()
    after_live: bool = False
    override: Override | None = None
    quotes: tuple[str, ...] = ()
    answer: str = ""

    @property
    def passes(self) -> bool:
        """Whether it does not stand in the way."""
        return self.state in {State.MET, State.OVERRIDDEN}


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A gate that this project does not have, and why."""

    code: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the five phases with its gates; `not_asked` are those that this project does not have."""

    stage: Stage
    gates: tuple[Gate, ...]
    not_asked: tuple[NotAsked, ...] = ()

    @property
    def met(self) -> bool:
        """Whether nothing of it stands in the way."""
        return all(gate.passes for gate in self.gates)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whose turn it is, in all roles in which it is, with the gates that wait for them."""

    who: Turn
    roles: tuple[str, ...]
    gates: tuple[Gate, ...]

    @property
    def since(self) -> datetime | None:
        """Since when the first of them waits, as far as that is known."""
        return min((gate.since for gate in self.gates if gate.since is not None), default=None)


def waiting_for(phases: tuple[Phase, ...]) -> tuple[Waiting, ...]:
    """Everybody whose turn it is, in the order of the gates."""
    found: dict[str, list[tuple[Turn, Gate]]] = {}
    for gate in every_gate(phases):
        for turn in gate.turn:
            found.setdefault((turn.name or turn.role).casefold(), []).append((turn, gate))
    return tuple(
        Waiting(
            some[0][0],
            tuple(dict.fromkeys(turn.role for turn, _ in some if turn.role)),
            tuple({gate.code: gate for _, gate in some}.values()),
        )
        for some in found.values()
    )


def every_gate(phases: tuple[Phase, ...]) -> tuple[Gate, ...]:
    """The gates of all phases, in their order."""
    return tuple(gate for phase in phases for gate in phase.gates)


def in_the_way(phases: tuple[Phase, ...]) -> tuple[Gate, ...]:
    """The gates that must still be met, or overridden, before it may go live."""
    return tuple(gate for gate in every_gate(phases) if not gate.passes and not gate.after_live)
