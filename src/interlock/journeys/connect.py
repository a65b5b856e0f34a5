"""Joins a project and an environment to a running integration."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass

from interlock.adapters.ledger.turns import LedgerTurns
from interlock.adapters.transports.observed import Exchange, ObservedTransport
from interlock.errors import InputError
from interlock.journeys.access_tokens import tokens_of
from interlock.journeys.check import check
from interlock.journeys.kept_for import open_limits
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.limits import requests_per_s
from interlock.journeys.project import Project, beside, mappings, others_of
from interlock.journeys.reaching import connection_of, way_to
from interlock.journeys.subscribing import subscribable
from interlock.model.alert import Alerts
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.finding import Severity
from interlock.model.http import Transport
from interlock.model.ledger import Ledger
from interlock.model.peer import Peer
from interlock.model.progress import Progress
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sync import Integration


@dataclass(frozen=True, slots=True)
class Opened:
    """An integration that can run, with what it runs on."""

    integration: Integration
    ledger: Ledger
    peers: Mapping[Side, Peer]


@asynccontextmanager
async def opened(
    project: Project,
    environment: Environment,
    *,
    clock: Clock,
    alerts_of: Callable[[Ledger], Alerts],
    observe: Callable[[Exchange], None] | None = None,
    records: Collection[str] | None = None,
    progress: Progress | None = None,
    ledger: Ledger | None = None,
) -> AsyncIterator[Opened]:
    """The integration of a project in an environment, with its ledger open and its connections made.

    Args:
        project: a loaded project.
        environment: where it runs.
        clock: the time.
        alerts_of: gives what brings alerts to people, for the ledger that keeps them meanwhile.
        observe: hears of every request to a system.
        records: only these records are run; all of them where it is None.
        progress: hears how far it is.
        ledger: what is used in place of the environment's own, such as a copy of it; the caller closes it.

    Raises:
        InputError: the document or a description has errors; nothing can be run on them.
        SettingsError: the environment does not say how to reach a system, or a secret is missing.
        LedgerError: the ledger cannot be opened, or another process works on it.
    """
    demand_sound(project)
    async with AsyncExitStack() as stack:
        peers: dict[Side, HttpPeer] = {}
        for side in Side:
            peer = peer_of(project, environment, side, clock, observe)
            stack.push_async_callback(peer.aclose)
            peers[side] = peer
        if ledger is None:
            ledger = stack.enter_context(closing(open_ledger(project, environment)))
        if others_of(project):  # they may ask the same systems meanwhile, and have ledgers of their own
            limits = stack.enter_context(closing(open_limits(project.folder, environment)))
            for side, peer in peers.items():
                address = connection_of(environment, project.document.system(side).name).address
                peer.share(LedgerTurns(limits, address.casefold()))
        elif environment.shares_ledger or records is not None:  # others may run the other records meanwhile
            for side, peer in peers.items():
                peer.share(LedgerTurns(ledger, project.document.system(side).name))
        alerts = alerts_of(ledger)
        compiled = mappings(project)
        yield Opened(
            Integration(
                project.document,
                compiled,
                peers,
                ledger,
                clock,
                alerts,
                environment,
                records=records,
                progress=progress,
            ),
            ledger,
            peers,
        )


def demand_sound(project: Project) -> None:
    """Refuse to build on errors.

    Raises:
        InputError: there are errors; it says how many and where the first is.
    """
    others = beside(project, readable_only=True)
    errors = [finding for finding in check(project, others=others) if finding.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise InputError(
            f"`{project.document.path}` has {len(errors)} error{'s' if len(errors) > 1 else ''}; "
            f"the first, {first.place}: {first.message}",
            hint=f"see all of them with `interlock check {project.document.path}`",
        )


def peer_of(
    project: Project,
    environment: Environment,
    side: Side,
    clock: Clock,
    observe: Callable[[Exchange], None] | None,
    *,
    through: Callable[[Transport], Transport] | None = None,
) -> HttpPeer:
    """A system in an environment; whoever gets it closes it.

    Its requests go `through` another transport where one is given.

    Raises:
        SettingsError: the environment does not say how to reach it, or a secret is missing.
    """
    name = project.document.system(side).name
    profile = subscribable(project.profiles[side])
    way = way_to(name, profile, environment, project.folder, clock)
    reaching = way.transport()
    transport: Transport = reaching if observe is None else ObservedTransport(reaching, name, observe)
    tokens = tokens_of(way)
    return HttpPeer(
        profile,
        transport if through is None else through(transport),
        clock,
        way.credential,
        timeout_s=way.connection.timeout_s,
        requests_per_s=requests_per_s(project.document, name, profile),
        tokens=tokens,
    )
