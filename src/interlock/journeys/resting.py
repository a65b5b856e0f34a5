"""Pauses and resumes: a record, a system or everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from interlock.adapters.clocks import SystemClock
from interlock.adapters.whoami import who
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.looking import journal
from interlock.journeys.project import Project
from interlock.model import pause as pauses
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.model.pause import Pause
from interlock.model.value import Side
from interlock.sync.pauses import found


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be paused: a record, a system, or everything (both None)."""

    name: str
    record: str | None = None
    side: Side | None = None

    @property
    def fact(self) -> str:
        """Under which name its pause is remembered."""
        if self.record is not None:
            return pauses.of_record(self.record)
        return pauses.OF_ALL if self.side is None else pauses.of_system(self.side)


EVERYTHING = Thing("everything")


def pause(
    project: Project,
    names: Sequence[str] = (),
    *,
    env: str | None = None,
    by: str | None = None,
    reason: str = "",
    time: timedelta | None = None,
    clock: Clock | None = None,
) -> tuple[tuple[Thing, Pause], ...]:
    """Let records, systems or everything rest, from the next pass of a run on; nothing is lost by it.

    Args:
        project: a loaded project.
        names: records and systems of the document; everything where there are none.
        env: the environment; the only one unless named.
        by: who wants it; the user of this machine unless named.
        reason: why, for the history and for whoever looks at the status.
        time: after which it ends by itself; somebody must resume unless given.
        clock: the time; the system's unless given.

    Raises:
        UsageError: the document has no record or system of that name, or nothing has run there yet.
    """
    now = (clock or SystemClock()).now()
    until = None if time is None else now + time
    one = Pause((by or who() or "somebody").strip(), now, reason.strip(), until)
    done = []
    with journal(project, env) as ledger, ledger.transaction():
        for thing in _things(project, names):
            ledger.set_fact(thing.fact, pauses.dumps(one))
            ledger.note([_entry(thing, EntryKind.PAUSED, one, f"paused {one.told()}")])
            done.append((thing, one))
    return tuple(done)


def resume(
    project: Project,
    names: Sequence[str] = (),
    *,
    env: str | None = None,
    by: str | None = None,
    clock: Clock | None = None,
) -> tuple[Thing, ...]:
    """End pauses; those that ended, all there are where none is named. The next pass takes up what has waited."""
    now = (clock or SystemClock()).now()
    name = (by or who() or "somebody").strip()
    ended = []
    with journal(project, env) as ledger, ledger.transaction():
        for thing in _things(project, names) if names else paused(project, ledger):
            if ledger.fact(thing.fact) is None:
                continue
            ledger.set_fact(thing.fact, None)
            ledger.set_fact(pauses.RESTED, now.isoformat())
            ledger.note([_entry(thing, EntryKind.RESUMED, Pause(name, now), f"{name} resumed {thing.name}")])
            ended.append(thing)
    return tuple(ended)


def paused(project: Project, ledger: Ledger) -> tuple[Thing, ...]:
    """What is paused, also where that is over by itself."""
    return tuple(thing for thing in (EVERYTHING, *_known(project)) if ledger.fact(thing.fact) is not None)


def everything(project: Project, *, env: str | None = None, clock: Clock | None = None) -> Pause | None:
    """The pause of everything, while it holds."""
    with journal(project, env) as ledger:
        return found(ledger, pauses.OF_ALL, (clock or SystemClock()).now())


def _things(project: Project, names: Sequence[str]) -> tuple[Thing, ...]:
    known = _known(project)
    things = []
    for name in names:
        fitting = [thing for thing in known if thing.name.casefold() == name.strip().casefold()]
        if not fitting:
            raise UsageError(
                f"the document has no record or system `{name}`", hint=did_you_mean(name, [one.name for one in known])
            )
        things += fitting
    return tuple(dict.fromkeys(things)) or (EVERYTHING,)


def _known(project: Project) -> tuple[Thing, ...]:
    records = [Thing(row.name, record=row.name) for row in project.document.records]
    return (*records, *(Thing(row.name, side=row.side) for row in project.document.systems))


def _entry(thing: Thing, kind: EntryKind, one: Pause, reason: str) -> Entry:
    return Entry(one.at, kind, thing.record or "", side=thing.side, reason=reason)
