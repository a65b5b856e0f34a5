"""Two sandboxes, the sync between them over the production client, and a process that can die anywhere."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
from tests.simulation.disk import Disk, PointedLedger, Points
from tests.simulation.draws import Manner, Traits, profile
from tests.simulation.oracle import Oracle
from tests.simulation.words import Words, compiled, document

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock
from interlock.model.alert import Alert
from interlock.model.environment import Environment
from interlock.model.http import Answer, Request, Response
from interlock.model.profile import Verb
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.sandbox.item import StoredItem
from interlock.sandbox.log import Exchange
from interlock.sync import Integration

SIDES = (Side.LEFT, Side.RIGHT)


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
class World:
    """Everything that is there."""

    setting: Setting
    clock: VirtualClock
    told: list[tuple[datetime, str]] = field(default_factory=list)
    hidden: dict[Side, set[tuple[str, str]]] = field(default_factory=lambda: {side: set() for side in SIDES})
    interrupt: Callable[[int], None] = lambda _call: None
    calls: int = 0
    made_at: dict[tuple[Side, str], dict[str, datetime]] = field(default_factory=lambda: defaultdict(dict))
    """when the sync made an item"""

    def __post_init__(self) -> None:
        """Build both systems and start the sync."""
        self.document = document(self.setting.words)
        self.mappings = compiled(self.setting.words, *self.setting.traits)
        self.boxes = {
            side: Sandbox(profile(side, traits), self.clock, seed=7, behaviours=manner.behaviours())
            for side, traits, manner in zip(SIDES, self.setting.traits, self.setting.manners, strict=True)
        }
        self.oracle = Oracle(self.document, self.mappings, self.boxes, self.say)
        self.alerts = Alerts()
        self.writes = 0
        self.disk = Disk()
        self.start()

    def say(self, line: str) -> None:
        """Add a line to the timeline."""
        self.told.append((self.clock.now(), line))

    @property
    def timeline(self) -> list[str]:
        """What happened, with the day and the time."""
        return [f"{at:%d %H:%M:%S} {line}" for at, line in self.told]

    def digest(self) -> str:
        """A digest of all that happened, to the microsecond."""
        whole = "".join(f"{at.isoformat()} {line}\n" for at, line in self.told)
        return hashlib.sha256(whole.encode()).hexdigest()

    def start(self) -> None:
        """A new process on the same ledger."""
        self.points = Points()
        self.ledger = PointedLedger(self.disk, self.points)
        peers = {
            side: HttpPeer(box.profile, _Watched(self, side, self.points), self.clock, box.credential)
            for side, box in self.boxes.items()
        }
        environment = Environment("test", "sandbox", ":memory:", {})
        self.integration = Integration(
            self.document, self.mappings, peers, self.ledger, self.clock, self.alerts, environment
        )

    async def restart(self, *, later_s: float = 200) -> None:
        """The process ended, by itself or not; a new one begins on what is on disk."""
        self.points.dead = True
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self.disk.cut_off()
        await self.clock.sleep(later_s)
        self.start()

    def close(self) -> None:
        """Let go of the ledger."""
        self.disk.close()

    # What passes between the sync and the systems

    def answer(self, side: Side, request: Request) -> Answer:
        """What a system answers, and everybody takes note."""
        self.calls += 1
        self.interrupt(self.calls)
        box = self.boxes[side]
        refused = self._forbidden(side, request)
        if refused is not None:
            self.say(f"    {side.value:5} {request.method} {request.path} -> 403 (hidden)")
            return refused
        before: dict[str, dict[str, StoredItem]] = {}
        if request.writes:
            before = {one.name: dict(box.store.shelf(one.name).items) for one in box.profile.records}
        answer = box.answer(request)
        exchange = box.log[-1]
        self._note(side, exchange)
        resource = exchange.resource or ""
        self.oracle.answered(side, before.get(resource, {}), exchange)
        if request.writes and resource:
            for item_id in box.store.shelf(resource).items.keys() - before[resource].keys():
                self.made_at[side, resource][item_id] = self.clock.now()
        return self._without_hidden(side, exchange, answer)

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
        self.say(line)

    def _forbidden(self, side: Side, request: Request) -> Answer | None:
        parts = request.path.strip("/").split("/")
        if len(parts) > 1 and (parts[0], parts[1]) in self.hidden[side]:
            return Answer(Response(403, {"content-type": "application/json"}, b"{}"))
        return None

    def _without_hidden(self, side: Side, exchange: Exchange, answer: Answer) -> Answer:
        """The answer as it is where some items may not be seen, or are too new for lists."""
        if exchange.verb is not Verb.LIST or answer.response is None or answer.response.status != 200:
            return answer
        if self.setting.traits[SIDES.index(side)].paging in ("page", "offset"):
            return answer  # a shorter page would look like the last one, which no such system shows
        resource = str(exchange.resource)
        lag = timedelta(seconds=self.setting.manners[SIDES.index(side)].lag_s)
        hidden = {item_id for name, item_id in self.hidden[side] if name == resource}
        if lag:
            now = self.clock.now()
            hidden |= {item_id for item_id, at in self.made_at[side, resource].items() if now - at < lag}
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

    def __init__(self, world: World, side: Side, point: Points) -> None:
        self._point = point
        self._inner = InProcessTransport(_Responder(world, side), world.clock)

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer."""
        self._point()
        try:
            return await self._inner.send(request, timeout_s=timeout_s)
        finally:
            self._point()

    async def aclose(self) -> None:
        """Nothing is held."""


@dataclass
class _Responder:
    world: World
    side: Side

    def answer(self, request: Request) -> Answer:
        return self.world.answer(self.side, request)
