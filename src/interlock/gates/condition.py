"""What a gate is: the contract of the files in `gates/conditions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from interlock.catalogue import Catalogue, discover
from interlock.gates.ground import Ground
from interlock.model.gate import Basis, Stage, Turn


@dataclass(frozen=True, slots=True)
class Found:
    """What a condition found: nothing is `missing` where it is met.

    `expired` tells that there was evidence, for something that has changed since. `since` is since when it is missing.
    `close` is what closes it where that is another command than usual; `quotes` and `answer` are those of a gate.
    """

    missing: tuple[str, ...] = ()
    turn: tuple[Turn, ...] = ()
    basis: tuple[Basis, ...] = ()
    since: datetime | None = None
    expired: bool = False
    close: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """That a project does not have this gate, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One kind of gate.

    `place` orders the gates of a stage. `title` says what is then true. `judge` looks at the ground. `close` is the
    command that closes it, `after` the codes of gates without which nobody can. `missing` is a sentence of the kind
    that it gives while it is open. `after_live` marks what only going live itself meets.
    """

    stage: Stage
    place: int
    title: str
    judge: Callable[[Ground], Found | Passed]
    close: str
    missing: str
    after: tuple[str, ...] = ()
    after_live: bool = False


@cache
def conditions() -> Catalogue[Condition]:
    """The catalogue of gates, by the names of their files; each file's docstring says what it asks and why."""
    return discover("interlock.gates.conditions", "CONDITION", Condition)


def code_of(name: str) -> str:
    """How people call the gate of a file."""
    return name.replace("_", "-")
