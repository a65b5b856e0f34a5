"""A run that keeps going: looks, listens, and tells how it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta

import orjson

from interlock.adapters.clocks import SystemClock
from interlock.adapters.listener import Handler, Listener
from interlock.adapters.metrics import CONTENT_TYPE
from interlock.adapters.transports.observed import Exchange
from interlock.errors import InterlockError
from interlock.journeys.alerting import AlertDesk, alert_desk
from interlock.journeys.connect import Opened, opened
from interlock.journeys.doors import ways
from interlock.journeys.figuring import Figuring
from interlock.journeys.living import live
from interlock.journeys.project import Project
from interlock.journeys.receiving import Receiver
from interlock.journeys.registering import Registrar
from interlock.journeys.running import Part, interrupts
from interlock.journeys.telling import Ears, Telling
from interlock.journeys.wellbeing import Wellbeing, gap_of
from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.http import Request, Response
from interlock.model.ledger import Ledger
from interlock.model.plan import CycleReport
from interlock.model.progress import Progress
from interlock.model.value import JSON, Side
from interlock.sync.watch import next_look

_JSON = {"content-type": "application/json"}
_EVENTS_KEPT = timedelta(days=7)
_HOURLY = timedelta(hours=1)
_SILENCE_EVERY_S = 60.0


async def once(
    project: Project,
    *,
    env: str | None = None,
    ears: Ears,
    clock: Clock | None = None,
    stop: asyncio.Event | None = None,
    part: Part | None = None,
    progress: Progress | None = None,
) -> CycleReport:
    """One full pass over all records, or the part that is given; people are told what they must know of it.

    Raises:
        InterlockError: it could not run, or not go on; what was done is kept, and the next run goes on from there.
    """
    environment, time = project.environment(env), clock or SystemClock()
    telling = Telling(project, ears)
    stop = stop or asyncio.Event()
    part = part or Part()
    may = live(project, environment, part.records)
    with interrupts(stop, said=ears.said):
        async with _opened(
            project, environment, time, ears, telling.exchanged, records=may.records, progress=progress
        ) as (run, desk):
            report = await run.integration.cycle(stop=stop, item=part.item, allowed=part.allowed)
            report = replace(report, resting=(*report.resting, *may.resting))
            telling.passed(report)
            await desk.deliver(now=True)
            return report


async def served(
    project: Project,
    *,
    env: str | None = None,
    ears: Ears,
    listen: tuple[str, int] | None = None,
    clock: Clock | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Keep both systems in step until interrupted (Ctrl-C, SIGTERM); the write in hand is finished first.

    Args:
        project: a loaded project without errors.
        env: the environment; the only one unless named.
        ears: who hears what goes on.
        listen: where to take webhooks and tell how it is; nowhere unless given.
        clock: the time; the system's unless given.
        stop: ends it, too.

    Raises:
        InterlockError: it could not run, or not go on; what was done is kept, and the next run goes on from there.
    """
    environment, time = project.environment(env), clock or SystemClock()
    being = _wellbeing(project, environment, time)
    telling = Telling(project, ears)

    def observe(exchange: Exchange) -> None:
        being.exchanged(exchange)
        telling.exchanged(exchange)

    async with AsyncExitStack() as stack:
        may = live(project, environment)
        for record, why in may.resting:
            telling.said(f"{record} {why}")
        run, desk = await stack.enter_async_context(
            _opened(project, environment, time, ears, observe, records=may.records)
        )
        service = Service(project, environment, run, desk, time, being, telling)
        if listen is not None:
            await stack.enter_async_context(service.listening(*listen))
        stop = stop or asyncio.Event()
        with interrupts(stop):
            await service.run(stop)


@asynccontextmanager
async def _opened(
    project: Project,
    environment: Environment,
    clock: Clock,
    ears: Ears,
    observe: Callable[[Exchange], None],
    *,
    records: Collection[str] | None = None,
    progress: Progress | None = None,
) -> AsyncIterator[tuple[Opened, AlertDesk]]:
    desks: list[AlertDesk] = []

    def shown(alert: Alert) -> None:
        ears.log("alert", kind=alert.kind, subject=alert.subject, message=alert.message, over=alert.over, to=alert.to)
        ears.alerted(alert)

    def alerts_of(ledger: Ledger) -> Alerts:
        desks.append(alert_desk(ledger, clock, environment, shown))
        return desks[0]

    async with opened(
        project,
        environment,
        clock=clock,
        alerts_of=alerts_of,
        observe=observe,
        records=records,
        progress=progress,
    ) as run:
        yield run, desks[0]


class Service:
    """One run that keeps going."""

    def __init__(
        self,
        project: Project,
        environment: Environment,
        run: Opened,
        desk: AlertDesk,
        clock: Clock,
        being: Wellbeing,
        telling: Telling,
    ) -> None:
        self._environment = environment
        self._run = run
        self._desk = desk
        self._clock = clock
        self._being = being
        self._telling = telling
        self._call = asyncio.Event()
        self._passed = asyncio.Event()
        self._stopping = False
        self._ways = ways(project, environment, run.ledger)
        self._receiver = Receiver(run.ledger, clock, self._call, telling.heard)
        self._registrar = Registrar(project, environment, run, clock, self._ways, telling.said)
        self._figures = Figuring(project, run.ledger, being, self._receiver, desk)
        self._silent: set[str] = {one.alert.subject for one in run.ledger.notices() if one.alert.kind == "silence"}
        self._listens = False
        self._tidied_at = clock.now()

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop` is set."""
        aside = [asyncio.ensure_future(work) for work in (self._register(stop), self._look_after_people())]
        try:
            await self._run.integration.watch(stop, told=self._after, call=self._call)
        finally:
            self._stopping = True
            for task in aside:
                task.cancel()
            await asyncio.gather(*aside, return_exceptions=True)
        await self._desk.deliver()

    def listening(self, host: str, port: int) -> _Listening:
        """What listens, to be entered."""
        return _Listening(self, Listener(host, port, self.routes(), failed=self._failed))

    def _failed(self, problem: Exception) -> None:
        self._telling.said(f"a request to us could not be answered: {type(problem).__name__}")

    def routes(self) -> dict[tuple[str, str], Handler]:
        """Who answers what."""
        found: dict[tuple[str, str], Handler] = {
            ("GET", "/health"): self._health,
            ("GET", "/ready"): self._ready,
            ("GET", "/metrics"): self._metrics,
        }
        for way in self._ways:
            if way.door is not None:
                found["POST", way.path] = self._receiver.answering(way.door)
        return found

    def now_listening(self, address: str) -> None:
        """It listens; say where, and which webhooks are taken."""
        self._listens = True
        self._telling.said(f"listening at {address}: /health, /ready, /metrics")
        for way in self._ways:
            if way.door is None:
                self._telling.said(f"webhooks of {way.system} are not taken: {way.shut}")
            else:
                public = self._environment.public_address or address
                self._telling.said(f"webhooks of {way.system} are taken at {public}{way.path}")

    async def _register(self, stop: asyncio.Event) -> None:
        while self._listens and not self._run.integration.is_running and not stop.is_set():
            await self._clock.sleep(0.1)  # who does not run may not subscribe either
        while self._listens and not stop.is_set():
            await self._registrar.look_after(self._receiver.standing)
            await self._clock.sleep(60.0)

    async def _look_after_people(self) -> None:
        """Tell people what they must know after each pass, and of silence also where no pass ends."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_SILENCE_EVERY_S):
                    await self._passed.wait()
            self._passed.clear()
            try:
                self._mind_silence()
                await self._desk.deliver()
            except InterlockError as problem:
                self._telling.said(f"alerts cannot be kept: {problem.message}")
            self._being.untold = self._desk.untold()

    def _mind_silence(self) -> None:
        silences = self._being.silences()
        for about in {*silences, *self._silent}:
            text = silences.get(about) or f"{about}: no longer silent"
            self._desk.send(Alert(self._clock.now(), "silence", about, text, over=about not in silences))
        self._silent = set(silences)

    def _after(self, report: CycleReport) -> None:
        self._receiver.after_pass(self._run.integration.changes_found())
        self._being.passed(report)
        self._telling.passed(report)
        if self._clock.now() - self._tidied_at > _HOURLY:
            self._tidied_at = self._clock.now()
            self._run.ledger.forget_events(self._clock.now() - _EVENTS_KEPT)
        self._passed.set()

    async def _health(self, _request: Request) -> Response:
        problems = self._being.problems()
        told: dict[str, JSON] = {
            "status": "not well" if problems else "well",
            **self._being.told(self._environment.name),
        }
        return Response(503 if problems else 200, _JSON, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")

    async def _metrics(self, _request: Request) -> Response:
        text = self._telling.metrics.text(self._figures.now(self._clock.now()))
        return Response(200, {"content-type": CONTENT_TYPE}, text)

    async def _ready(self, _request: Request) -> Response:
        ready = self._run.integration.is_running and not self._stopping
        told = {"status": "ready" if ready else "not ready"}
        return Response(200 if ready else 503, _JSON, orjson.dumps(told) + b"\n")


class _Listening:
    """Listens while inside."""

    def __init__(self, service: Service, listener: Listener) -> None:
        self._service = service
        self._listener = listener

    async def __aenter__(self) -> str:
        address = await self._listener.start()
        self._service.now_listening(address)
        return address

    async def __aexit__(self, *_: object) -> None:
        await self._listener.stop()


def _wellbeing(project: Project, environment: Environment, clock: Clock) -> Wellbeing:
    now = clock.now()
    gap = gap_of(next_look(row.how_often.value, now) - now for row in project.document.records)
    systems = {side: project.document.system(side).name for side in Side}
    return Wellbeing(clock, systems, gap=gap, silent_after=timedelta(seconds=environment.alerting.silent_after_s))
