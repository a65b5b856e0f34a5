"""What people say about which items are the same."""

from __future__ import annotations

import asyncio

from interlock.adapters.clocks import SystemClock
from interlock.adapters.whoami import who
from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.connect import opened
from interlock.journeys.holding import known_record
from interlock.journeys.looking import journal
from interlock.journeys.project import Project
from interlock.journeys.running import Silent
from interlock.model.clock import Clock
from interlock.model.kept import Link, LinkState
from interlock.model.value import Side
from interlock.sync.identities import Identities


def link(
    project: Project,
    record: str,
    left_id: str,
    right_id: str,
    *,
    env: str | None = None,
    by: str | None = None,
    clock: Clock | None = None,
) -> Link:
    """Say that two items are the same: they are linked at once, and the next run brings them in step.

    Args:
        project: a loaded project without errors.
        record: the document's name of the record.
        left_id: the id in the first of the document's systems.
        right_id: the id in the second.
        env: the environment; the only one unless named.
        by: who says so; the user of this machine unless named.
        clock: the time; the system's unless given.

    Raises:
        UsageError: one of them is not there, or is linked with something else.
        LedgerError: a run is under way.
    """
    name = known_record(project, record)
    return asyncio.run(_linked(project, name, left_id, right_id, env, by, clock))


def unlink(
    project: Project,
    record: str,
    item_id: str,
    *,
    system: str | None = None,
    env: str | None = None,
    by: str | None = None,
    clock: Clock | None = None,
) -> Link:
    """Say that an item and its counterpart are not the same: nothing flows between them any more, for good.

    Args:
        project: a loaded project without errors.
        record: the document's name of the record.
        item_id: the id in either system.
        system: in which system; needed only where both have an item of that id.
        env: the environment; the only one unless named.
        by: who says so; the user of this machine unless named.
        clock: the time; the system's unless given.

    Raises:
        UsageError: there is no such item, or it has no counterpart.
        LedgerError: a run is under way.
    """
    name = known_record(project, record)
    side = _side(project, name, item_id, system, env)
    return asyncio.run(_unlinked(project, name, side, item_id, env, by, clock))


async def _linked(
    project: Project, record: str, left_id: str, right_id: str, env: str | None, by: str | None, clock: Clock | None
) -> Link:
    async with opened(
        project, project.environment(env), clock=clock or SystemClock(), alerts_of=lambda _: Silent()
    ) as run:
        identities: Identities = run.integration.identities
        return identities.link(record, left_id, right_id, by=_name(by))


async def _unlinked(
    project: Project, record: str, side: Side, item_id: str, env: str | None, by: str | None, clock: Clock | None
) -> Link:
    async with opened(
        project, project.environment(env), clock=clock or SystemClock(), alerts_of=lambda _: Silent()
    ) as run:
        identities: Identities = run.integration.identities
        return identities.unlink(record, side, item_id, by=_name(by))


def _name(by: str | None) -> str:
    return (by or who() or "somebody").strip()


def _side(project: Project, record: str, item_id: str, system: str | None, env: str | None) -> Side:
    if system is not None:
        side = project.document.side(system)
        if side is None:
            known = [row.name for row in project.document.systems]
            raise UsageError(f"no system is called `{system}`", hint=did_you_mean(system, known))
        return side
    with journal(project, env) as ledger:
        links = {side: ledger.link_at(record, side, item_id) for side in Side}
    linked = [side for side, one in links.items() if one is not None and one.state is not LinkState.UNLINKED]
    if len(linked) == len(Side) and links[Side.LEFT] != links[Side.RIGHT]:
        names = " or ".join(f"--of {row.name}" for row in project.document.systems)
        raise UsageError(f"both systems have a {record} `{item_id}`", hint=f"say which one is meant: {names}")
    return linked[0] if linked else Side.LEFT
