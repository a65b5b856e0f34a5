"""What a step is: the behaviour of one shape of an acceptance criterion. Its file has the name of the shape's file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from interlock.errors import InterlockError

if TYPE_CHECKING:
    from interlock.verify.fixtures.wish import Wish
    from interlock.verify.scene import Scene

Args: TypeAlias = Mapping[str, object]


class CannotTell(InterlockError):
    """The sentence cannot be made into a test on these systems; the message says why, for the verdict."""


class Unknowable(CannotTell):
    """Only the integration itself could tell, and this one is not asked: the rest of the sentence is judged still."""


class Phase(Enum):
    """When a criterion's trigger happens."""

    BEFORE_GO_LIVE = "before go-live"
    BEFORE_FIRST_RUN = "before the first run"
    RUNNING = "while the integration runs"


def no_total(_args: Args) -> int | None:
    """The sentence does not say how many there are in all."""
    return None


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look at the stores showed: whether the outcome is true now, and in a clause why, or why not."""

    true: bool
    why: str = ""


def nothing(_scene: Scene, _args: Args) -> None:
    """Nothing to prepare."""


async def no_act(_scene: Scene, _args: Args) -> None:
    """Nothing to do."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """How a criterion begins: `arrange` makes what must be there before, `act` is what happens.

    `total` is how many items of its record the sentence says there are in all. `ends_it` says that with the act's end
    the outcome is judged at once, so that it may well be true by then.
    """

    act: Callable[[Scene, Args], Awaitable[None]]
    arrange: Callable[[Scene, Args], None] = nothing
    ends_it: bool = False
    total: Callable[[Args], int | None] = no_total


@dataclass(frozen=True, slots=True)
class With:
    """What is special about the items: `ask` adds it to the wish."""

    ask: Callable[[Wish, Args], Wish]


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What else is the case: `begin` brings it about just before the trigger happens in `phase`."""

    begin: Callable[[Scene, Args], None] = nothing
    phase: Phase = Phase.RUNNING


@dataclass(frozen=True, slots=True)
class Outcome:
    """What must then be true: `look` reads it from the stores, at any moment.

    `lasting` outcomes say that something must not happen, so they must be true all the time. `arrange` makes what the
    look needs, before the integration runs; `act` does what the outcome itself speaks of, after the trigger.
    `of_creates` ones say that no item comes about, `of_requests` ones speak of requests and not of items.
    """

    look: Callable[[Scene, Args], Sight]
    lasting: bool = False
    arrange: Callable[[Scene, Args], None] = nothing
    act: Callable[[Scene, Args], Awaitable[None]] = no_act
    of_creates: bool = False
    of_requests: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when an outcome is looked at."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when, or for how long; `throughout` says that an outcome must be true all that time."""

    window: Callable[[Scene, Args], Window]
    throughout: bool = False


def word(args: Args, name: str) -> str:
    """An argument that is a text.

    Raises:
        CannotTell: there is none.
    """
    value = args.get(name)
    if not isinstance(value, str):
        raise CannotTell(f"the sentence does not say which {name} it speaks of")
    return value


def number(args: Args, name: str, default: int = 1) -> int:
    """An argument that is a count, or the default."""
    value = args.get(name)
    return value if isinstance(value, int) else default


def time(args: Args, name: str) -> timedelta:
    """An argument that is a duration; none is no time."""
    value = args.get(name)
    return value if isinstance(value, timedelta) else timedelta(0)


@dataclass(slots=True)
class Steps:
    """The steps of one criterion with the arguments that its sentence gives them."""

    trigger: tuple[Trigger, Args]
    withs: list[tuple[With, Args]] = field(default_factory=list)
    circumstance: tuple[Circumstance, Args] | None = None
    outcomes: list[tuple[Outcome, Args, tuple[Deadline, Args] | None, str]] = field(default_factory=list)
