"""Two sandboxes, the sync between them over the production client, and processes that can die anywhere."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
from tests.simulation.described import profile
from tests.simulation.disk import Beside, Disk, PointedLedger, Points
from tests.simulation.draws import Manner, Traits
from tests.simulation.oracle import Oracle
from tests.simulation.postman import Postman
from tests.simulation.retries import Refused
from tests.simulation.words import Words, compiled, document

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock
from interlock.journeys.receiving import Receiver
from interlock.model.alert import Alert
from interlock.model.environment import Environment
from interlock.model.http import Answer, Request, Response
from interlock.model.kept import IntentState, Link
from interlock.model.profile import Verb
from interlock.model.value import Side
from interlock.model.webhooks import Hint
from interlock.peers import HttpPeer
from interlock.sandbox import Exchange, Sandbox, StoredItem
from interlock.sandbox.faults import FaultKind
from interlock.sync import Integration

SIDES = (Side.LEFT, Side.RIGHT)
_UNHEARD = frozenset({FaultKind.ANSWER_LOST, FaultKind.LATE})
"""After these the sync does not know what was answered."""


class Alerts:
    """Keeps what people are told."""

    def __init__(self) -> None:
        self.sent: list[Alert] = []

    def send(self, alert: Alert) -> None:
        """Keep the alert."""
        self.sent.append(alert)


@dataclass(frozen=True)
class Setting:
    """All that a seed draws before anything happens."""

    words: Words
    traits: tuple[Traits, Traits]
    manners: tuple[Manner, Manner]


@dataclass
class Process:
    """One run of the sync: it can die, or stand still for a while after an answer came."""

    points: Points
    ledger: PointedLedger
    integration: Integration
    receiver: Receiver
    call: asyncio.Event
    """set when a webhook told of something new"""
    number: int = 0
    calls: int = 0
    stalls_at: int | None = None
    """the request from whose answer on it stands still"""
    wakes: asyncio.Event = field(default_factory=asyncio.Event)
    asked: dict[Side, tuple[datetime, datetime]] = field(default_factory=dict)
    """when a system asked not to be asked, and until when"""


class World:
    """Everything that is there."""

    def __init__(self, setting: Setting, clock: VirtualClock, seed: int = 0, *, beside: Beside | None = None) -> None:
        """Build both systems and start the sync."""
        self.setting = setting
        self.clock = clock
        self.told: list[tuple[datetime, str]] = []
        self.hidden: dict[Side, set[tuple[str, str]]] = {side: set() for side in SIDES}
        self.interrupt: Callable[[int], None] = lambda _call: None
        self.calls = 0
        self.writes = 0
        self.applied = 0
        self.chance = random.Random(seed)
        self.refused = Refused(self)
        self.decisions = 0
        """how often people decided"""
        self._processes = 0
        self._sent: dict[tuple[Side, str, bytes], int] = {}
        """when what is on its way was sent"""
        self._coming: set[asyncio.Task[None]] = set()
        self.document = document(setting.words)
        self.mappings = compiled(setting.words, *setting.traits)
        self.boxes = {
            side: Sandbox(
                profile(side, traits),
                clock,
                seed=7,
                behaviours=manner.behaviours(),
                rate_limit=manner.rate_limit(),
            )
            for side, traits, manner in zip(SIDES, setting.traits, setting.manners, strict=True)
        }
        self.oracle = Oracle(self.document, self.mappings, self.boxes, self.say)
        self.alerts = Alerts()
        self.environment = Environment("test", "sandbox", ":memory:", {})
        self.beside = beside
        self.disk = Disk(beside=beside)
        self.listener = PointedLedger(self.disk, Points())
        self.process = self.begun()
        self.postman = Postman(self)

    @property
    def ledger(self) -> PointedLedger:
        """The ledger as the present process has it."""
        return self.process.ledger

    @property
    def integration(self) -> Integration:
        """The sync of the present process."""
        return self.process.integration

    def say(self, line: str) -> None:
        """Add a line to the timeline."""
        self.told.append((self.clock.now(), line))

    def has_begun(self) -> bool:
        """Whether the moment of the start is kept, in the ledger or beside it."""
        mark = None if self.beside is None else self.beside.mark
        return self.ledger.fact("go_live") is not None or (mark is not None and bool(mark.starts))

    @property
    def timeline(self) -> list[str]:
        """What happened, with the day and the time."""
        return [f"{at:%d %H:%M:%S} {line}" for at, line in self.told]

    def digest(self) -> str:
        """A digest of all that happened, to the microsecond."""
        whole = "".join(f"{at.isoformat()} {line}\n" for at, line in self.told)
        return hashlib.sha256(whole.encode()).hexdigest()

    # Processes

    def begun(self) -> Process:
        """A new process on the same ledger."""
        points = Points()
        ledger = self.opened(points)
        watched = {side: _Watched(self, side) for side in SIDES}
        peers = {
            side: HttpPeer(box.profile, watched[side], self.clock, box.credential) for side, box in self.boxes.items()
        }
        integration = self.between(peers, ledger)
        call = asyncio.Event()
        self._processes += 1
        process = Process(points, ledger, integration, Receiver(ledger, self.clock, call), call, self._processes)
        for one in watched.values():
            one.process = process
        return process

    def opened(self, points: Points) -> PointedLedger:
        """The ledger as a process uses it."""
        return PointedLedger(self.disk, points)

    def between(self, peers: Mapping[Side, HttpPeer], ledger: PointedLedger) -> Integration:
        """The sync of one process."""
        return Integration(self.document, self.mappings, peers, ledger, self.clock, self.alerts, self.environment)

    def means(self, side: Side) -> Side:
        """The side of a system, as the sync has it."""
        return side

    def link_at(self, record: str, side: Side, item_id: str) -> Link | None:
        """The link that an item has."""
        return self.ledger.link_at(record, self.means(side), item_id)

    async def restart(self, *, later_s: float = 200, disk: Disk | None = None) -> None:
        """The process ended, by itself or not; a new one begins on what is on disk."""
        self.process.points.dead = True
        others = asyncio.all_tasks() - {asyncio.current_task()} - self._coming
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self.disk.cut_off()
        if disk is not None:
            self.disk.close()
            self.disk = disk
            self.listener = PointedLedger(self.disk, Points())
        await self.clock.sleep(later_s)
        self.process = self.begun()

    def agree(self, words: Words) -> None:
        """Another version of the document holds from the next process on."""
        self.document = document(words)
        self.mappings = compiled(words, *self.setting.traits)
        self.oracle.follow(self.document, self.mappings)

    async def close(self) -> None:
        """Let go of the ledger, and of what is still on its way."""
        for task in self._coming:
            task.cancel()
        await asyncio.gather(*self._coming, return_exceptions=True)
        self.disk.close()

    # What passes between the sync and the systems

    def answer(self, side: Side, request: Request, process: Process) -> Answer:
        """What a system answers, and everybody takes note."""
        self.calls += 1
        self.interrupt(self.calls)
        self.arrive()
        self._unhurried(side, request, process)
        if request.writes:
            self._intended(side, request, process)
        refused = self._forbidden(side, request)
        if refused is not None:
            self.say(f"    {side.value:5} {request.method} {request.path} -> 403 (hidden)")
            return refused
        box = self.boxes[side]
        with self._watching(side, writes=request.writes):
            answer = box.answer(request)
        if box.next_late is not None:
            self._sent[side, request.path, request.body] = self.oracle.number
            self._await_arrival(box.next_late)
        return self._without_hidden(side, box.log[-1], answer)

    def _await_arrival(self, at: datetime) -> None:
        """What is on its way arrives at its moment, whoever asks for what meanwhile."""

        async def arriving() -> None:
            await self.clock.sleep((at - self.clock.now()).total_seconds())
            self.arrive()

        self.later(arriving())

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Something goes on by itself, whatever becomes of the process."""
        task = asyncio.ensure_future(work)
        self._coming.add(task)
        task.add_done_callback(self._coming.discard)

    def arrive(self) -> None:
        """What was still on its way arrives."""
        for side, box in self.boxes.items():
            while box.late:
                with self._watching(side, writes=True):
                    box.arrive()

    @contextmanager
    def _watching(self, side: Side, *, writes: bool) -> Iterator[None]:
        """Take note of the one request that is answered inside, and of what it does."""
        box = self.boxes[side]
        before: dict[str, dict[str, StoredItem]] = {}
        if writes:
            before = {one.name: dict(box.store.shelf(one.name).items) for one in box.profile.records}
        yield
        exchange = box.log[-1]
        self._note(side, exchange)
        self.applied += exchange.applied and writes
        resource = exchange.resource or ""
        late = exchange.fault is FaultKind.LATE
        self.oracle.sent_at = self._sent.get((side, exchange.request.path, exchange.request.body)) if late else None
        self.oracle.answered(side, before.get(resource, {}), exchange)
        if writes and resource:
            after = box.store.shelf(resource).items
            for item_id in [one for one, item in after.items() if before[resource].get(one) is not item]:
                self.hint(side, resource, item_id)

    def hint(self, side: Side, resource: str, item_id: str) -> None:
        """The system tells that something happened to an item, now and then twice or of nothing, if it tells at all."""
        if self.postman.tells(side):
            self.postman.collect(side)
            return
        share = self.setting.manners[SIDES.index(side)].hints
        if not share or self.chance.random() >= share:
            return
        told = [Hint(side, resource, item_id, self.clock.now(), event=f"e{len(self.told)}")]
        other = self.chance.random()
        if other < 0.2:
            told.append(told[0])
        elif other < 0.3:
            told.append(Hint(side, resource, "", self.clock.now()))
        elif other < 0.4:
            told.append(Hint(side, resource, "404404", self.clock.now()))
        self.listener.take_hints(told)

    def _unhurried(self, side: Side, request: Request, process: Process) -> None:
        """Who was asked to wait waits."""
        since, until = process.asked.get(side, (self.clock.now(), self.clock.now()))
        if process.stalls_at is not None and process.calls + 1 >= process.stalls_at:
            return  # it stands still, and does not know yet what it was answered
        if since < self.clock.now() < until:
            where = f"{request.method} {request.path} on the {side.value}"
            self.oracle.wrong("in a hurry", f"{where}, which asked to wait until {until:%H:%M:%S}")

    def _intended(self, side: Side, request: Request, process: Process) -> None:
        """What is sent was noted before."""
        for intent in process.ledger.intents(IntentState.OPEN):
            if intent.side is not self.means(side):
                continue
            if intent.request.path == request.path and intent.request.body == request.body:
                return
            if "/batch/" in request.path and f"/{intent.resource}/" in request.path:
                return
        self.oracle.wrong("unannounced", f"{request.method} {request.path} on the {side.value} was noted nowhere")

    def _note(self, side: Side, exchange: Exchange) -> None:
        request, status = exchange.request, exchange.status
        line = f"    {side.value:5} {request.method} {request.path}"
        if request.query:
            line += "?" + "&".join(f"{name}={value}" for name, value in request.query)
        if request.body:
            line += f" {request.body.decode()}"
        line += f" -> {status}"
        if exchange.item_id and exchange.verb is not Verb.GET:
            line += f" [{exchange.item_id}]"
        if exchange.fault is not None:
            line += f" ({exchange.fault.value}{', done' if exchange.applied else ''})"
        self.writes += request.writes
        if request.writes and status == 422 and not exchange.applied and exchange.fault not in _UNHEARD:
            self.refused.again(side, request)
        self.say(line)

    def _forbidden(self, side: Side, request: Request) -> Answer | None:
        parts = request.path.strip("/").split("/")
        if len(parts) > 1 and (parts[0], parts[1]) in self.hidden[side]:
            return Answer(Response(403, {"content-type": "application/json"}, b"{}"))
        return None

    def _without_hidden(self, side: Side, exchange: Exchange, answer: Answer) -> Answer:
        """The answer as it is where some items may not be seen."""
        if exchange.verb is not Verb.LIST or answer.response is None or answer.response.status != 200:
            return answer
        if self.setting.traits[SIDES.index(side)].paging in ("page", "offset"):
            return answer  # a shorter page would look like the last one, which no such system shows
        hidden = {item_id for name, item_id in self.hidden[side] if name == exchange.resource}
        if not hidden:
            return answer
        try:
            body = orjson.loads(answer.response.body)
        except orjson.JSONDecodeError:
            return answer
        body["data"] = [one for one in body["data"] if str(one["id"]) not in hidden]
        shown = Response(answer.response.status, answer.response.headers, orjson.dumps(body))
        return Answer(shown, answer.sent, answer.delay_s)


class _Watched:
    """The transport: each request is a boundary before it is sent, and again before its answer is known."""

    process: Process

    def __init__(self, world: World, side: Side) -> None:
        self._world = world
        self._side = side
        self._inner = InProcessTransport(self, world.clock)

    def answer(self, request: Request) -> Answer:
        """What the system answers."""
        return self._world.answer(self._side, request, self.process)

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer."""
        process = self.process
        process.points()
        try:
            response = await self._inner.send(request, timeout_s=timeout_s)
            if response.status == 429 and response.headers.get("retry-after", "").isdigit():
                heard = self._world.clock.now()
                process.asked[self._side] = (heard, heard + timedelta(seconds=int(response.headers["retry-after"])))
            return response
        finally:
            process.calls += 1
            if process.stalls_at is not None and process.calls >= process.stalls_at:
                await process.wakes.wait()
            process.points()

    async def aclose(self) -> None:
        """Nothing is held."""
