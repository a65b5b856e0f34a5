"""Runs the integration of a project in an environment."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from interlock.adapters import loops
from interlock.adapters.clocks import SystemClock
from interlock.journeys.connect import opened
from interlock.journeys.living import live
from interlock.journeys.project import Project
from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.plan import CycleReport
from interlock.model.progress import Progress
from interlock.sync.allowing import Allowed


class Silent:
    """Alerts that nobody is told; what they are about stands in the history and among the held items."""

    def send(self, alert: Alert) -> None:
        """Take it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of it all is run: only these records, only the item of that id, no more than a plan has."""

    records: Collection[str] | None = None
    item: str = ""
    allowed: Allowed | None = None


def run(
    project: Project,
    *,
    env: str | None = None,
    clock: Clock | None = None,
    alerts: Alerts | None = None,
    part: Part | None = None,
    progress: Progress | None = None,
    said: Callable[[str], None] | None = None,
) -> CycleReport:
    """Bring both systems in step once: one full pass over all records.

    Ctrl-C and SIGTERM end it early: the writes in hand are finished, and the report says that it was `stopped`.

    Args:
        project: a loaded project without errors.
        env: the environment; the only one unless named.
        clock: the time; the system's unless given.
        alerts: who is told what a person must know now; nobody unless given.
        part: what of it all is run; everything unless given.
        progress: hears how far it is.
        said: hears, when it is interrupted, that it is about to end.

    Raises:
        InterlockError: it could not run, or not go on; what was done is kept, and the next run goes on from there.
    """

    async def inside() -> CycleReport:
        stop = asyncio.Event()
        with interrupts(stop, said=said):
            return await ran(project, env=env, clock=clock, alerts=alerts, stop=stop, part=part, progress=progress)

    return loops.run(inside())


async def ran(
    project: Project,
    *,
    env: str | None = None,
    clock: Clock | None = None,
    alerts: Alerts | None = None,
    stop: asyncio.Event | None = None,
    part: Part | None = None,
    progress: Progress | None = None,
) -> CycleReport:
    """`run` for callers that have a loop, and set `stop` themselves when it is to end early."""
    part = part or Part()
    told = alerts or Silent()
    environment = project.environment(env)
    async with opened(
        project,
        environment,
        clock=clock or SystemClock(),
        alerts_of=lambda _: told,
        records=live(project, environment, part.records).records,
        progress=progress,
    ) as run:
        return await run.integration.cycle(stop=stop, item=part.item, allowed=part.allowed)


async def watched(
    project: Project,
    *,
    env: str | None = None,
    alerts: Alerts,
    told: Callable[[CycleReport], None],
    clock: Clock | None = None,
) -> None:
    """Keep both systems in step until interrupted (Ctrl-C, SIGTERM); the write in hand is finished first.

    Args:
        project: a loaded project without errors.
        env: the environment; the only one unless named.
        alerts: who is told what a person must know now.
        told: called after each pass.
        clock: the time; the system's unless given.
    """
    environment = project.environment(env)
    async with opened(
        project,
        environment,
        clock=clock or SystemClock(),
        alerts_of=lambda _: alerts,
        records=live(project, environment).records,
    ) as run:
        stop = asyncio.Event()
        with interrupts(stop):
            await run.integration.watch(stop, told=told)


_PATIENCE_S = 30.0
"""How long the writes in hand may take once everything is to end: as long as an answer may take, and what a slow limit
lets them wait. Then they are left as by a crash, which loses nothing."""


class interrupts:  # noqa: N801 - reads as `with interrupts(stop)`
    """While inside, Ctrl-C and SIGTERM set an event instead of tearing the program down.

    What does not end by that within half a minute, or at the second Ctrl-C, is cancelled. `in_hand` tells whether
    something is being written, for what is `said`.

    Raises:
        KeyboardInterrupt: it was cancelled.
    """

    def __init__(
        self,
        stop: asyncio.Event,
        *,
        said: Callable[[str], None] | None = None,
        in_hand: Callable[[], bool] = lambda: True,
    ) -> None:
        self._stop = stop
        self._said = said
        self._in_hand = in_hand
        self._before: dict[int, Any] = {}
        self._task: asyncio.Task[Any] | None = None
        self._cut = False

    def __enter__(self) -> None:
        loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            # Windows has no such handlers, and only the main thread may set them: there Ctrl-C ends at once,
            # which the ledger survives as it survives a crash.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                before = signal.getsignal(number)
                loop.add_signal_handler(number, self._interrupted)
                self._before[number] = before

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        loop = asyncio.get_running_loop()
        if self._before:
            # A signal that comes between the two would end the program by force, just when all is done.
            blocked = signal.pthread_sigmask(signal.SIG_BLOCK, self._before)
            for number, before in self._before.items():
                loop.remove_signal_handler(number)
                signal.signal(number, signal.SIG_DFL if before is None else before)
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        self._task = None
        if self._cut and kind is asyncio.CancelledError:
            raise KeyboardInterrupt

    def _interrupted(self) -> None:
        if self._stop.is_set():
            self._cancel()
        else:
            self._stop.set()
            if self._said is not None and not self._in_hand():
                self._said("stopping; nothing is being written")
            elif self._said is not None:
                self._said("finishing the writes in hand; Ctrl-C again leaves them as they are, which loses nothing")
            asyncio.get_running_loop().call_later(_PATIENCE_S, self._cancel)

    def _cancel(self) -> None:
        if self._task is not None:
            self._cut = True
            self._task.cancel()


def finished(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run work that stops by itself when the event it is given is set by Ctrl-C or SIGTERM."""

    async def inside() -> None:
        stop = asyncio.Event()
        with interrupts(stop):
            await work(stop)

    loops.run(inside())
