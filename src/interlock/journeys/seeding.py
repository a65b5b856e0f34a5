"""Writes a small marked set into a vendor's sandbox, and takes it away again."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from interlock.adapters import loops
from interlock.adapters.clocks import SystemClock
from interlock.adapters.probe_journal import FileNotes, alone
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.access_tokens import line_on
from interlock.journeys.limits import requests_per_s
from interlock.journeys.probing import Notes, demand_sandbox
from interlock.journeys.project import Project
from interlock.journeys.reaching import Way, way_to
from interlock.model.corrections import as_file_name
from interlock.model.value import Side
from interlock.probing import Made
from interlock.probing.seeding import Seeder, Sown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bed:
    """Where a set is written: one system in a sandbox, with the list of what is there of it."""

    way: Way
    side: Side
    records: tuple[str, ...]
    requests_per_s: float | None
    journal: Notes
    lock: Path


def beds(project: Project, *, env: str | None, systems: Sequence[str] = (), records: Sequence[str] = ()) -> list[Bed]:
    """Where a set would be written; nothing was sent.

    Args:
        project: a loaded project.
        env: the environment; the only one where it is None.
        systems: names of systems of the document; both unless given.
        records: names of records of the data map; all unless given.

    Raises:
        UsageError: it is no sandbox, or there is no such system, record or environment.
        SettingsError: there are no usable settings, or a secret is missing.
    """
    environment = project.environment(env)
    demand_sandbox(environment, "seeding")
    wanted = {name.casefold() for name in systems}
    known = {row.name.casefold(): row for row in project.document.systems if row.side in project.profiles}
    for name in systems:
        if name.casefold() not in known:
            shown = [row.name for row in known.values()]
            raise UsageError(f"the document names no system `{name}`", hint=did_you_mean(name, shown))
    found = []
    for row in known.values():
        if wanted and row.name.casefold() not in wanted:
            continue
        profile = project.profiles[row.side]
        hidden = project.folder / ".interlock" / "seeds" / f"{as_file_name(environment.name)}.{as_file_name(row.name)}"
        found.append(
            Bed(
                way_to(row.name, profile, environment, project.folder, SystemClock()),
                row.side,
                _resources(project, row.side, records),
                requests_per_s(project.document, row.name, profile),
                Notes(FileNotes(hidden.with_name(f"{hidden.name}.made"))),
                hidden.with_name(f"{hidden.name}.lock"),
            )
        )
    return found


def sow(bed: Bed, told: Callable[[Sown], None] = lambda _: None) -> tuple[Sown, ...]:
    """Write the set; what came of each of its items.

    Raises:
        SystemFault: the system is not reached, or does not accept the credential; what was made is in the list.
        UsageError: another one seeds the same system at this moment.
    """
    return _done(bed, lambda seeder: seeder.sow(), told)


def remove(bed: Bed) -> tuple[tuple[Made, str], ...]:
    """Take all sets away that are in the list; what is left all the same, with the reason.

    Raises:
        SystemFault: the system is not reached, or does not accept the credential; what is left is still in the list.
        UsageError: another one seeds the same system at this moment.
    """
    return _done(bed, lambda seeder: seeder.remove(), lambda _: None)


def _done(bed: Bed, work: Callable[[Seeder], Awaitable[T]], told: Callable[[Sown], None]) -> T:
    with ExitStack() as stack:
        stack.enter_context(alone(bed.lock))
        return loops.run(_with_line(bed, work, told))


async def _with_line(bed: Bed, work: Callable[[Seeder], Awaitable[T]], told: Callable[[Sown], None]) -> T:
    way = bed.way
    async with line_on(way, bed.requests_per_s) as line:
        token = secrets.token_hex(3)
        return await work(Seeder(way.profile, bed.records, line, token=token, journal=bed.journal, told=told))


def _resources(project: Project, side: Side, wanted: Sequence[str]) -> tuple[str, ...]:
    rows = {row.name.casefold(): row for row in project.document.records}
    for name in wanted:
        if name.casefold() not in rows:
            hint = did_you_mean(name, [row.name for row in rows.values()])
            raise UsageError(f"the data map has no record `{name}`", hint=hint)
    chosen = [rows[name.casefold()] for name in wanted] or list(rows.values())
    return tuple(dict.fromkeys(row.resource(side) for row in chosen))
