"""Takes a reader through the main line: check, learn, verify, plan, run, changes on both sides, run again, history."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.adapters.sandbox_server import SandboxServer
from interlock.journeys.check import check
from interlock.journeys.example import Event, demand_free, tale, write_example
from interlock.journeys.learning import learn
from interlock.journeys.looking import history
from interlock.journeys.planning import planned
from interlock.journeys.project import Project, load
from interlock.journeys.running import ran
from interlock.journeys.serving import sandbox_of
from interlock.journeys.settings import FILE
from interlock.journeys.verifying import verify
from interlock.model.alert import Alerts
from interlock.model.clock import Clock
from interlock.model.value import JSON, Side
from interlock.model.verdict import Judgement
from interlock.render import (
    cycle_text,
    findings_text,
    history_text,
    plan_text,
    profile_text,
    verdict_text,
    verdicts_summary,
)
from interlock.sandbox import Sandbox


class Teller(Protocol):
    """Shows the reader what happens; colour and width are the teller's business."""

    color: bool
    width: int

    def step(self, title: str, explanation: str) -> None:
        """A new step begins."""
        ...

    def show(self, text: str) -> None:
        """What a command printed."""
        ...

    def progress(self, text: str) -> None:
        """What is going on; a terminal may show it in place of the last one."""
        ...


class _DayBefore:
    """The time, one day behind for as long as the story tells of the day before."""

    def __init__(self) -> None:
        self._real = SystemClock()
        self.behind = timedelta(days=1)

    def now(self) -> datetime:
        """This moment, or the same one yesterday."""
        return self._real.now() - self.behind

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        await self._real.sleep(seconds)


def demo(folder: Path, tell: Teller, alerts: Alerts) -> bool:
    """Write the example into a new folder and play it between two sandboxes; whether all went as it should.

    The servers end with it, also on Ctrl-C.

    Raises:
        UsageError: the folder holds something already.
    """
    demand_free(folder)
    tell.step("write", f"A complete document, two API descriptions and the environment, in {folder}/")
    tell.show("\n".join(str(path) for path in write_example(folder)))
    project = load(folder)
    sound = _checked(project, tell) and _learned(project, tell) and _verified(project, tell)
    return asyncio.run(_between_sandboxes(project, tell, alerts)) and sound


async def _between_sandboxes(project: Project, tell: Teller, alerts: Alerts) -> bool:
    async with AsyncExitStack() as stack:
        clock = _DayBefore()
        sandboxes = await _served(project, clock, stack, tell)
        return await _played(load(project.folder), sandboxes, clock, tell, alerts)


def _checked(project: Project, tell: Teller) -> bool:
    tell.step("check", "The cold read: what would an engineer have to ask who was in no meeting?")
    findings = check(project)
    tell.show(findings_text(findings, project.document.text, color=tell.color, width=tell.width))
    return not findings


def _learned(project: Project, tell: Teller) -> bool:
    tell.step("learn", "Both systems are learned from their API descriptions; what these do not say stays `unknown`.")
    findings = 0
    for row in project.document.systems:
        learning = learn(row.name, project.folder / row.description, folder=project.folder)
        findings += len(learning.findings)
        tell.show(profile_text(learning.profile, color=tell.color))
    return not findings


def _verified(project: Project, tell: Teller) -> bool:
    count = len(project.document.criteria)
    tell.step("verify", f"Each of the {count} acceptance criteria runs on two fresh sandboxes, in virtual time.")
    verdicts = []
    for verdict in verify(project):
        verdicts.append(verdict)
        tell.show(verdict_text(verdict, color=tell.color, width=tell.width))
        tell.progress(f"{len(verdicts)} of {count}")
    tell.show(verdicts_summary(verdicts, color=tell.color))
    return all(verdict.judgement is Judgement.MET for verdict in verdicts)


async def _served(project: Project, clock: Clock, stack: AsyncExitStack, tell: Teller) -> Mapping[str, Sandbox]:
    tell.step(
        "sandbox", "Two stand-ins that keep items and answer over real HTTP, each on a free port of this machine."
    )
    text = (project.folder / FILE).read_text()
    sandboxes = {}
    for row in project.document.systems:
        sandbox = sandbox_of(project, row.name, records=0, clock=clock)
        server = SandboxServer(sandbox)
        await stack.enter_async_context(server)
        tell.show(f"{row.name} answers at {server.address}")
        connection = project.environment().systems[row.name]
        text = text.replace(connection.address, server.address)
        for part, reference in connection.credential.items():
            os.environ[reference.removeprefix("env:")] = sandbox.credential.reveal(part) or ""
        sandboxes[row.name] = sandbox
    files.write(project.folder / FILE, text.encode(), what="settings file")
    return sandboxes


async def _played(
    project: Project, sandboxes: Mapping[str, Sandbox], clock: _DayBefore, tell: Teller, alerts: Alerts
) -> bool:
    events = tale(project.folder)
    names = {row.side: row.name for row in project.document.systems}
    known: dict[str, tuple[str, str]] = {}
    tell.step("before", "What is there on the day before:")
    for event in events.before:
        _happens(event, sandboxes, known, tell)
    clock.behind = timedelta()
    tell.step("plan", "What a run would do, with the reasons. Nothing is written.")
    tell.show(plan_text(await planned(project), names=names, color=tell.color, width=tell.width))
    await _run(
        project, names, tell, alerts, "The first run links what is on both sides and writes only what the plan showed."
    )
    tell.step("changes", "Now something happens on both sides:")
    for event in events.after:
        _happens(event, sandboxes, known, tell)
    await _run(project, names, tell, alerts, "The second run carries the changes over, each as the document says.")
    quiet = await _run(project, names, tell, alerts, "A third run has nothing to do, and writes nothing.")
    tell.step("history", "What was written where, when and why; what gave way is kept.")
    tell.show(history_text(history(project), names=names, color=tell.color, width=tell.width))
    return quiet == 0


async def _run(project: Project, names: Mapping[Side, str], tell: Teller, alerts: Alerts, explanation: str) -> int:
    tell.step("run", explanation)
    report = await ran(project, alerts=alerts)
    tell.show(cycle_text(report, names=names, color=tell.color, width=tell.width))
    return report.writes


def _happens(event: Event, sandboxes: Mapping[str, Sandbox], known: dict[str, tuple[str, str]], tell: Teller) -> None:
    tell.show(f"- {event.system}: {event.say}")
    store = sandboxes[event.system].store
    if event.fields is not None:
        _, item_id = known[event.change.removeprefix("@")]
        store.change(event.resource, item_id, dict(event.fields))
    for called, body in event.items:
        filled = {key: _filled(value, known) for key, value in body.items()}
        item_id = store.insert(event.resource, filled)
        if called:
            known[called] = (event.system, item_id)


def _filled(value: JSON, known: Mapping[str, tuple[str, str]]) -> JSON:
    """The value, or for `@name` the id of the item called so, as that system writes ids."""
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    _, item_id = known[value[1:]]
    return int(item_id) if item_id.isdigit() else item_id
