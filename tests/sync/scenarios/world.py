"""What a scenario plays in: two sandboxes behind the production client, a ledger on disk, people who are told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from tests.sync.helpers import Alerts, Crash, PointedLedger, Points
from tests.sync.scenarios.systems import MAIN, Can, profile
from tests.sync.scenarios.words import Words, compiled, document

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock
from interlock.errors import LedgerError
from interlock.model.environment import Environment
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind
from interlock.model.http import Answer, Request, Response
from interlock.model.kept import Link, LinkState
from interlock.model.plan import CycleReport, Plan
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sandbox import Behaviours, Sandbox
from interlock.sandbox.log import Exchange
from interlock.sync import Integration

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

Next: TypeAlias = Callable[[Request], Answer]
Between: TypeAlias = Callable[[Request, Next], Answer]


class System:
    """One of both systems: what its users do, what passes between it and the sync, what it was asked."""

    def __init__(self, side: Side, can: Can, clock: VirtualClock, behaviours: Behaviours) -> None:
        self.side = side
        self.box = Sandbox(profile(side, can), clock, seed=5, behaviours=behaviours)
        self.faults = self.box.faults
        self.between: list[Between] = []
        """each sees every request, and the way on; the last one first"""

    # What users do

    def add(self, resource: str = "", **fields: Any) -> str:
        """A new item."""
        return self.box.store.insert(resource or MAIN[self.side], fields, validate=False)

    def edit(self, item_id: str, resource: str = "", **fields: Any) -> None:
        """An edit."""
        self.box.store.change(resource or MAIN[self.side], item_id, fields)

    def remove(self, item_id: str, resource: str = "") -> None:
        """A delete."""
        self.box.store.remove(resource or MAIN[self.side], item_id)

    def bring_back(self, item_id: str, resource: str = "") -> None:
        """A deleted item is restored under its id."""
        shelf = self.box.store.shelf(resource or MAIN[self.side])
        item = shelf.items[item_id]
        body = {name: value for name, value in item.body.items() if name != "deleted"}
        shelf.change(item, body, self.box.store.now(), archived=False, deleted=False)

    # What there is

    def body(self, item_id: str, resource: str = "") -> dict[str, Any]:
        """An item as it is now."""
        item = self.box.store.item(resource or MAIN[self.side], item_id)
        assert item is not None
        assert not item.deleted
        return dict(item.body)

    def ids(self, resource: str = "") -> list[str]:
        """The items that are there."""
        return [item.id for item in self.box.store.items(resource or MAIN[self.side])]

    def all(self, field: str, resource: str = "") -> list[Any]:
        """That field of every item that is there, in order of value."""
        return sorted((item.body.get(field) for item in self.box.store.items(resource or MAIN[self.side])), key=str)

    # What it was asked

    @property
    def log(self) -> list[Exchange]:
        """Every request and its answer."""
        return self.box.log

    @property
    def writes(self) -> list[Exchange]:
        """Every request that was to change an item, whether it did or not."""
        return [one for one in self.box.log if one.request.writes and one.resource is not None]

    @property
    def applied(self) -> list[Exchange]:
        """Those that changed one."""
        return [one for one in self.writes if one.applied]

    # For the way to it

    def answer(self, request: Request) -> Answer:
        """What the sync is answered."""
        way: Next = self.box.answer
        for one in self.between:
            way = _through(one, way)
        return way(request)


def _through(one: Between, way: Next) -> Next:
    return lambda request: one(request, way)


class DiskLedger(PointedLedger):
    """A ledger on a disk that may have room for only so many more commits."""

    room: int | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        outermost = self._depth == 0
        with super().transaction():
            yield
            if self.room is not None and outermost:
                self.room -= 1
                if self.room < 0:
                    raise LedgerError("the ledger cannot be written: the disk is full")


@dataclass
class _Pointed:
    """The transport: each request is a boundary before it is sent, and again before its answer is known."""

    inner: InProcessTransport
    point: Points

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer."""
        self.point()
        try:
            return await self.inner.send(request, timeout_s=timeout_s)
        finally:
            self.point()

    async def aclose(self) -> None:
        """Nothing is held."""


class World:
    """Two systems, and the sync between them."""

    def __init__(
        self,
        file: Path,
        clock: VirtualClock,
        words: Words | None = None,
        *,
        left: Can | None = None,
        right: Can | None = None,
        left_is: Behaviours | None = None,
        right_is: Behaviours | None = None,
        go_live: datetime | None = None,
        patience_s: float = 30.0,
        **said: Any,
    ) -> None:
        self.file = file
        self.clock = clock
        self.words = replace(words or Words(), **said)
        self.cans = {Side.LEFT: left or Can(), Side.RIGHT: right or Can()}
        self.left = System(Side.LEFT, self.cans[Side.LEFT], clock, left_is or Behaviours())
        self.right = System(Side.RIGHT, self.cans[Side.RIGHT], clock, right_is or Behaviours())
        self.alerts = Alerts()
        self.go_live = go_live
        self.patience_s = patience_s
        self.start()

    # Processes

    def start(self) -> None:
        """A process begins on what is on disk."""
        self.points = Points()
        self.ledger = DiskLedger(self.file, "test", self.points)
        self.integration = self.process(self.ledger)

    def process(self, ledger: PointedLedger) -> Integration:
        """A process with that ledger."""
        peers = {}
        for system in (self.left, self.right):
            transport = _Pointed(InProcessTransport(system, self.clock), ledger.point)
            learned = self.learned(system.side)
            peers[system.side] = HttpPeer(
                learned, transport, self.clock, system.box.credential, timeout_s=self.patience_s
            )
        mappings = compiled(self.words, self.cans[Side.LEFT], self.cans[Side.RIGHT])
        environment = Environment("test", "sandbox", str(self.file), {}, self.go_live)
        return Integration(document(self.words), mappings, peers, ledger, self.clock, self.alerts, environment)

    def learned(self, side: Side) -> SystemProfile:
        """What is known of a system."""
        return profile(side, self.cans[side])

    async def restart(self, *, later_s: float = 200, words: Words | None = None, **said: Any) -> None:
        """The process ended; a new one begins, with another document where one is given."""
        self.ledger.close()
        await self.clock.sleep(later_s)
        self.words = replace(words or self.words, **said)
        self.start()

    async def crash_at(self, point: int, *, later_s: float = 200) -> bool:
        """One cycle that dies at that boundary, and a new process; whether it came that far."""
        self.points.crash_at = self.points.count + point
        with suppress(Crash):
            await self.integration.cycle()
        came = self.points.dead
        await self.restart(later_s=later_s)
        return came

    def copy_of_ledger(self) -> Path:
        """A backup, taken while no process runs."""
        self.ledger.close()
        kept = self.file.with_suffix(".backup")
        shutil.copy(self.file, kept)
        self.start()
        return kept

    def close(self) -> None:
        """Let go of the file."""
        self.ledger.close()

    # What happens

    async def cycle(self, *, minutes: float = 0) -> CycleReport:
        """One pass, after a while."""
        await self.clock.sleep(minutes * 60)
        return await self.integration.cycle()

    async def rounds(self, count: int = 1, *, minutes: float = 11) -> int:
        """So many passes, each after so long that everything is looked at; how many writes they sent."""
        before = self.sent
        for _ in range(count):
            await self.cycle(minutes=minutes)
        return self.sent - before

    async def plan(self) -> Plan:
        """What the next pass would do."""
        return await self.integration.plan()

    async def linked(self, count: int = 1, **fields: Any) -> list[tuple[str, str]]:
        """So many linked contacts with some values, and nothing else to do; their ids on both sides."""
        made = {
            self.left.add(**{"email": f"{n}@x.example", "phone": f"p{n}", "name": f"N{n}", **fields}): None
            for n in range(count)
        }
        await self.cycle()
        await self.cycle(minutes=11)
        pairs = []
        for left_id in made:
            link = self.link(left_id)
            assert link is not None
            pairs.append((left_id, link.right_id))
        return pairs

    def unlink(self, left_id: str, right_id: str) -> None:
        """A person says that these two are not one."""
        link = self.integration.identities.unlink("Contact", Side.LEFT, left_id, by="Ida")
        assert link.right_id == right_id

    # What came of it

    @property
    def sent(self) -> int:
        """How many writes both systems were sent in all."""
        return len(self.left.writes) + len(self.right.writes)

    def link(self, left_id: str, record: str = "Contact") -> Link | None:
        """The link of an item of the left side."""
        return self.ledger.link_at(record, Side.LEFT, left_id)

    def links(self, state: LinkState = LinkState.ACTIVE, record: str = "Contact") -> int:
        """How many links there are."""
        return self.ledger.number_of_links(record, state)

    def held(self, kind: HeldKind | None = None) -> tuple[Held, ...]:
        """What is held."""
        return self.ledger.held(kind=kind)

    def decide(self, held: Held, decision: Decision, *, by: str = "Ida") -> None:
        """A person decides."""
        self.ledger.decide(held.id, decision, by=by, at=self.clock.now())

    def told(self, kind: EntryKind | None = None) -> list[Entry]:
        """The history."""
        return [entry for entry in self.ledger.history() if kind is None or entry.kind is kind]

    def documents(self) -> set[str]:
        """The documents that were followed, as the history names them where they change."""
        return {str(name) for one in self.told(EntryKind.FOLLOWED) for name in (one.before, one.after)}

    def lost(self) -> list[Any]:
        """Every value that gave way by a rule, as the history has it."""
        return [entry.lost for entry in self.ledger.history() if isinstance(entry.lost, str)]

    @property
    def calm(self) -> bool:
        """Whether nothing is held and nobody was alerted."""
        return not self.held() and not self.alerts.sent


def texts(exchanges: list[Exchange]) -> list[str]:
    """Writes in short: method, path and body."""
    return [f"{one.request.method} {one.request.path} {one.request.body.decode()}".strip() for one in exchanges]
