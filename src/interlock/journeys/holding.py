"""What is held in an environment: looked at, decided about, given to somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from interlock.adapters.clocks import SystemClock
from interlock.adapters.whoami import who
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.looking import journal
from interlock.journeys.project import Project, mappings
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.history import Decision, Entry, Held, HeldKind
from interlock.model.ledger import Ledger
from interlock.model.people import may_decide, named, responsible
from interlock.model.value import Canonical, Side
from interlock.sync.deciding import Decisions
from interlock.sync.record import records_of

_AT_ONCE = 200
"""So many decisions are noted together: a run under way is kept waiting for no longer than that takes."""

_RECENT = 8
"""So many of the newest entries of an item's history are shown with it."""

DANGEROUS = frozenset({HeldKind.IN_DOUBT})
"""Kinds that are tried again only by number: each needs somebody who looked whether the write arrived."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which held items are meant: all that fit everything that is given."""

    numbers: Collection[int] = ()
    kind: HeldKind | None = None
    record: str | None = None
    assignee: str | None = None
    older_than: timedelta | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing narrows it down."""
        return not (self.numbers or self.kind or self.record or self.assignee or self.older_than)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a decision: those it was taken about, and those it could not be, each with the reason.

    `by` is who decided, as the history has it; `alone` tells that the document gives this person the decision.
    """

    by: str
    alone: bool
    decided: tuple[Held, ...]
    refused: tuple[tuple[Held, str], ...] = ()


def held(project: Project, choice: Choice | None = None, *, env: str | None = None) -> tuple[Held, ...]:
    """What is set aside and waits for a decision or a replay, oldest first, each with who looks after it.

    Raises:
        UsageError: nothing has run there yet, there is no such record, or nothing is held under one of the numbers.
    """
    choice = choice or Choice()
    environment = project.environment(env)
    with journal(project, env) as ledger:
        record = None if choice.record is None else known_record(project, choice.record)
        found = [_with_assignee(project, environment, one) for one in ledger.held(kind=choice.kind, record=record)]
    missing = sorted(set(choice.numbers) - {one.id for one in found})
    if missing:
        numbers = ", ".join(map(str, missing))
        raise UsageError(f"nothing is held under number {numbers}", hint="`interlock held` lists what is")
    return tuple(one for one in found if _fits(project, one, choice))


def decide(
    project: Project,
    items: Sequence[Held],
    decision: Decision,
    *,
    env: str | None = None,
    by: str | None = None,
    clock: Clock | None = None,
) -> Taken:
    """Note a decision about each of the items; the next run carries it out.

    Only what the values still are is decided about: an item that has changed is refused and renewed.

    Args:
        project: a loaded project.
        items: what `held` gave.
        decision: see `interlock.model.history.possible_decisions`.
        env: the environment; the only one unless named.
        by: who decides; the user of this machine unless named.
        clock: the time; the system's unless given.

    Raises:
        UsageError: nobody is named who decides.
    """
    with _deciding(project, env, by, clock) as (decisions, name, alone, ledger):
        decided: list[Held] = []
        refused: list[tuple[Held, str]] = []
        for first in range(0, len(items), _AT_ONCE):
            with ledger.transaction():
                for one in items[first : first + _AT_ONCE]:
                    try:
                        decided.append(decisions.take(one, decision))
                    except UsageError as problem:
                        refused.append((one, f"{problem.message}; {problem.hint}"))
        return Taken(name, alone, tuple(decided), tuple(refused))


def link(
    project: Project,
    item: Held,
    other_id: str,
    *,
    env: str | None = None,
    by: str | None = None,
    clock: Clock | None = None,
) -> Taken:
    """Say that what is held is the same as the item of that id in the other system; both are linked at once."""
    with _deciding(project, env, by, clock) as (decisions, name, alone, _):
        decisions.link(item, other_id)
        return Taken(name, alone, (item,))


def withdraw(
    project: Project,
    items: Sequence[Held],
    *,
    env: str | None = None,
    by: str | None = None,
    clock: Clock | None = None,
) -> tuple[Held, ...]:
    """Take back decisions that no run has carried out yet; the history tells who did.

    Raises:
        UsageError: nobody is named who does.
    """
    with _deciding(project, env, by, clock) as (decisions, _, _, _):
        return tuple(decisions.take_back(one) for one in items if one.decision is not None)


def assign(project: Project, items: Sequence[Held], name: str, *, env: str | None = None) -> tuple[Held, ...]:
    """Say who looks after the items: a name or a role of the document; empty gives them back to whom they fall by kind.

    Raises:
        UsageError: the document names nobody so.
    """
    assignee = named(project.document, name).name if name else ""
    with journal(project, env) as ledger:
        return tuple(ledger.assign(one.id, assignee) for one in items)


def known_record(project: Project, name: str) -> str:
    """The document's name of a record, however it was typed.

    Raises:
        UsageError: the data map has no such record.
    """
    row = project.document.record(name)
    if row is None:
        names = [row.name for row in project.document.records]
        raise UsageError(f"the data map has no record `{name}`", hint=did_you_mean(name, names))
    return row.name


def marks(project: Project, items: Sequence[Held], *, env: str | None = None) -> dict[int, str]:
    """By number, a short text that stands for an item as it is held now, and tells nothing of its values."""
    with journal(project, env) as ledger:
        birth = ledger.birth
    return {one.id: _mark(one, birth) for one in items}


def demand_seen(project: Project, items: Sequence[Held], seen: str, *, env: str | None = None) -> None:
    """See that the one item is still as somebody saw it.

    Raises:
        UsageError: it is not, or there are several.
    """
    if len(items) != 1:
        raise UsageError("`--seen` goes with one number", hint="decide about several one by one")
    (mark,) = marks(project, items, env=env).values()
    if mark != seen:
        raise UsageError(
            f"number {items[0].id} has changed since you saw it, so nothing was decided",
            hint=f"look at it again with `interlock held show {items[0].id}`",
        )


def _mark(one: Held, birth: str) -> str:
    text = f"{birth} {one.id} {one.about} {one.reason}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Detail:
    """One held item with what both sides last agreed on (`base`, by side), and what happened to it before."""

    held: Held
    base: Mapping[Side, Canonical]
    history: tuple[Entry, ...]


def detail(project: Project, number: int, *, env: str | None = None) -> Detail:
    """All that is known of what is held under that number.

    Raises:
        UsageError: nothing is.
    """
    (one,) = held(project, Choice(numbers=(number,)), env=env)
    with journal(project, env) as ledger:
        link = ledger.link(one.link) if one.link else None
        both = None if link is None else link.base.get(one.pair)
        history = ledger.history(record=one.record, item_id=one.item_id, most=_RECENT)
    base = {} if both is None else dict(zip((Side.LEFT, Side.RIGHT), both, strict=True))
    return Detail(one, base, history)


@contextmanager
def _deciding(
    project: Project, env: str | None, by: str | None, clock: Clock | None
) -> Iterator[tuple[Decisions, str, bool, Ledger]]:
    name = (by or who()).strip()
    if not name:
        raise UsageError("nobody is named who decides", hint="name yourself with --by, it stands in the history")
    alone = may_decide(project.document, name)
    told = name if alone else f"{name} (who is not the owner)"
    profiles = {side: {one.name: one for one in profile.records} for side, profile in project.profiles.items()}
    records = records_of(project.document, mappings(project), profiles) if len(profiles) == len(Side) else {}
    with journal(project, env) as ledger:
        yield Decisions(records, ledger, clock or SystemClock(), told), told, alone, ledger


def _with_assignee(project: Project, environment: Environment, one: Held) -> Held:
    if one.assignee:
        return one
    person = responsible(project.document, one.kind, environment.held.assignees)
    return one if person is None else replace(one, assignee=person.name)


def _fits(project: Project, one: Held, choice: Choice) -> bool:
    if choice.numbers and one.id not in choice.numbers:
        return False
    if choice.assignee is not None and one.assignee != named(project.document, choice.assignee).name:
        return False
    return choice.older_than is None or SystemClock().now() - one.since > choice.older_than
