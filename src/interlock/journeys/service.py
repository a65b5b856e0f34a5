"""A run that keeps going: looks, listens, and tells how it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import orjson

from interlock.adapters.clocks import SystemClock
from interlock.adapters.listener import Handler, Listener
from interlock.adapters.transports.observed import Exchange
from interlock.journeys.connect import Opened, opened
from interlock.journeys.doors import ways
from interlock.journeys.project import Project
from interlock.journeys.receiving import Receiver
from interlock.journeys.registering import Registrar
from interlock.journeys.running import interrupts
from interlock.journeys.wellbeing import Wellbeing, gap_of
from interlock.model.alert import Alerts
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.http import Request, Response
from interlock.model.ledger import Ledger
from interlock.model.plan import CycleReport
from interlock.model.value import JSON, Side
from interlock.sync.watch import next_look

_JSON = {"content-type": "application/json"}
_EVENTS_KEPT = timedelta(days=7)
_HOURLY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears what a run has to say: `told` of each pass, `said` of what is going on, `observed` of each request."""

    told: Callable[[CycleReport], None] = lambda _: None
    said: Callable[[str], None] = lambda _: None
    observed: Callable[[Exchange], None] = lambda _: None
    heard: Callable[[str, str], None] = lambda *_: None


async def served(
    project: Project,
    *,
    env: str | None = None,
    alerts_of: Callable[[Ledger], Alerts],
    ears: Ears,
    listen: tuple[str, int] | None = None,
    clock: Clock | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Keep both systems in step until interrupted (Ctrl-C, SIGTERM); the write in hand is finished first.

    Args:
        project: a loaded project without errors.
        env: the environment; the only one unless named.
        alerts_of: gives what brings alerts to people.
        ears: who hears what goes on.
        listen: where to take webhooks and tell how it is; nowhere unless given.
        clock: the time; the system's unless given.
        stop: ends it, too.

    Raises:
        InterlockError: it could not run, or not go on; what was done is kept, and the next run goes on from there.
    """
    environment, time = project.environment(env), clock or SystemClock()
    being = _wellbeing(project, environment, time)

    def observe(exchange: Exchange) -> None:
        being.exchanged(exchange)
        ears.observed(exchange)

    async with AsyncExitStack() as stack:
        run = await stack.enter_async_context(
            opened(project, environment, clock=time, alerts_of=alerts_of, observe=observe)
        )
        service = Service(project, environment, run, time, being, ears)
        if listen is not None:
            await stack.enter_async_context(service.listening(*listen))
        stop = stop or asyncio.Event()
        with interrupts(stop):
            await service.run(stop)


class Service:
    """One run that keeps going."""

    def __init__(
        self, project: Project, environment: Environment, run: Opened, clock: Clock, being: Wellbeing, ears: Ears
    ) -> None:
        self._environment = environment
        self._run = run
        self._clock = clock
        self._being = being
        self._ears = ears
        self._call = asyncio.Event()
        self._stopping = False
        self._ways = ways(project, environment, run.ledger)
        self._receiver = Receiver(run.ledger, clock, self._call, ears.heard)
        self._registrar = Registrar(project, environment, run, clock, self._ways, ears.said)
        self._listens = False
        self._tidied_at = clock.now()

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop` is set."""
        registering = asyncio.ensure_future(self._register(stop))
        try:
            await self._run.integration.watch(stop, told=self._after, call=self._call)
        finally:
            self._stopping = True
            registering.cancel()
            await asyncio.gather(registering, return_exceptions=True)

    def listening(self, host: str, port: int) -> _Listening:
        """What listens, to be entered."""
        return _Listening(self, Listener(host, port, self.routes()))

    def routes(self) -> dict[tuple[str, str], Handler]:
        """Who answers what."""
        found: dict[tuple[str, str], Handler] = {
            ("GET", "/health"): self._health,
            ("GET", "/ready"): self._ready,
        }
        for way in self._ways:
            if way.door is not None:
                found["POST", way.path] = self._receiver.answering(way.door)
        return found

    def now_listening(self, address: str) -> None:
        """It listens; say where, and which webhooks are taken."""
        self._listens = True
        self._ears.said(f"listening at {address}: /health, /ready, /metrics")
        for way in self._ways:
            if way.door is None:
                self._ears.said(f"webhooks of {way.system} are not taken: {way.shut}")
            else:
                public = self._environment.public_address or address
                self._ears.said(f"webhooks of {way.system} are taken at {public}{way.path}")

    async def _register(self, stop: asyncio.Event) -> None:
        while self._listens and not self._run.integration.is_running and not stop.is_set():
            await self._clock.sleep(0.1)  # who does not run may not subscribe either
        while self._listens and not stop.is_set():
            await self._registrar.look_after(self._receiver.standing)
            await self._clock.sleep(60.0)

    def _after(self, report: CycleReport) -> None:
        self._receiver.after_pass(self._run.integration.changes_found())
        self._being.passed(report)
        if self._clock.now() - self._tidied_at > _HOURLY:
            self._tidied_at = self._clock.now()
            self._run.ledger.forget_events(self._clock.now() - _EVENTS_KEPT)
        self._ears.told(report)

    async def _health(self, _request: Request) -> Response:
        problems = self._being.problems()
        told: dict[str, JSON] = {
            "status": "not well" if problems else "well",
            **self._being.told(self._environment.name),
        }
        return Response(503 if problems else 200, _JSON, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")

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
