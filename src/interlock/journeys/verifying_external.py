"""Judges any integration by the acceptance criteria: two sandboxes at addresses, and somebody else's work between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from interlock.adapters.clocks import FasterClock, SystemClock
from interlock.adapters.sandbox_server import SandboxServer
from interlock.errors import UsageError
from interlock.journeys.answering_forms import answer_forms
from interlock.journeys.external import SPEED, SYSTEMS, Served, Started, served, tell
from interlock.journeys.project import Project
from interlock.journeys.verifying import demand_criteria
from interlock.model.cadence import look_every
from interlock.model.document import Criterion
from interlock.model.value import Side
from interlock.model.verdict import Verdict
from interlock.sandbox import Sandbox
from interlock.verify import as_stated, begins_at, chosen, integration, judge
from interlock.verify.external import Between, ExternalBench

HOME = Path(".interlock") / "external"
_AGAIN = 0.25


@dataclass(frozen=True, slots=True)
class External:
    """How an integration that somebody else wrote is judged.

    `command` starts it, in the folder `where`; without one it is run by whoever wrote it. The systems' time passes
    `speed` times as fast as on the wall. `ports` are those of the two systems, in the order of the document; 0 takes
    one that is free. It may take `wait_s` real seconds until it asks something.
    """

    command: str = ""
    where: Path = field(default_factory=Path)
    speed: float = 1.0
    ports: tuple[int, int] = (0, 0)
    wait_s: float = 30.0

    def options(self) -> tuple[str, ...]:
        """The options of the command that say the same."""
        speed = ("--speed", f"{self.speed:g}") if self.speed != 1 else ()
        return ("--external", *speed, *(("--command", self.command) if self.command else ()))


def verify_external(
    project: Project,
    how: External,
    *,
    only: Collection[str] = (),
    seed: int = 0,
    told: Callable[[tuple[Served, ...]], None] = lambda _: None,
) -> Iterator[Verdict]:
    """The verdict on each criterion, as soon as it is there. Call it outside a running event loop.

    Args:
        project: a loaded project without errors.
        how: what is judged, and in what time.
        only: names of criteria, stories or records; all unless given.
        seed: another one gives other made-up items.
        told: hears where the systems are, before anything else happens.

    Raises:
        InputError: the document or a description has errors.
        UsageError: `only` names something that the document does not have, the command cannot be started, or the speed
            is no positive number.
        InterlockError: a port is taken.
    """
    demand_criteria(project, only)
    if not 0 < how.speed <= 100_000:
        raise UsageError(f"{how.speed:g} is no speed", hint="60 lets a minute of the systems pass in a second")
    criteria = chosen(project.document, only)
    return _judged(project, how, criteria, seed, told)


def _judged(
    project: Project,
    how: External,
    criteria: Sequence[Criterion],
    seed: int,
    told: Callable[[tuple[Served, ...]], None],
) -> Iterator[Verdict]:
    clock = FasterClock(how.speed, begins_at(project.document, SystemClock().now()))
    with asyncio.Runner() as runner:
        forms = {side: form for side in Side if (form := answer_forms(project, side)) is not None}
        between = Between(clock, how.speed, None, asked_within_s=how.wait_s, forms=forms)
        servers = [SandboxServer(between.switches[side], port=port) for side, port in zip(Side, how.ports, strict=True)]
        try:
            systems = runner.run(_open(project, between, servers, seed))
            if how.command:
                between.judged = _started(project, how, systems)
            told(systems)
            for criterion in criteria:
                play = judge(
                    project.document, project.profiles, criterion, clock,
                    seed=seed, build=integration, stopwatch=time.perf_counter,
                    bench_of=partial(ExternalBench, between=between),
                )  # fmt: skip
                yield replace(runner.run(play), played=how.options())
        finally:
            runner.run(_close(between, servers))


async def _open(project: Project, between: Between, servers: Sequence[SandboxServer], seed: int) -> tuple[Served, ...]:
    """Listen at both addresses; where the systems are."""
    found = []
    for side, server in zip(Side, servers, strict=True):
        profile = as_stated(project.document, side, project.profiles[side])
        credential = Sandbox(profile, between.clock, seed=seed).credential
        schemes = profile.auth.value or ()
        found.append(served(project.document.system(side).name, await server.start(), credential, schemes))
    return tuple(found)


async def _close(between: Between, servers: Sequence[SandboxServer]) -> None:
    if between.judged is not None:
        await between.judged.stop()
    for server in servers:
        await server.stop()


def _started(project: Project, how: External, systems: tuple[Served, ...]) -> Started:
    home = project.folder / HOME
    home.mkdir(parents=True, exist_ok=True)
    told = (home / "systems.json").absolute()
    tell(told, systems, how.speed)
    variables = {name: text for one in systems for name, text in one.variables().items()}
    variables |= {SYSTEMS: str(told), SPEED: f"{how.speed:g}"}
    turns = [look_every(row.how_often.value) for row in project.document.records]
    again_s = max(_AGAIN, min(turns).total_seconds() / how.speed) if turns else _AGAIN
    return Started(how.command, how.where, home, variables, again_s=again_s)
