"""The bench of one criterion: two fresh sandboxes, a ledger, and the integration between them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.transports.in_process import InProcessTransport
from interlock.errors import InterlockError
from interlock.mapping import RecordMapping, compile_record
from interlock.model.clock import Clock
from interlock.model.decisions import StartingKind
from interlock.model.document import Criterion, Document, RecordRow
from interlock.model.environment import Environment
from interlock.model.fact import sure
from interlock.model.ledger import Ledger
from interlock.model.path import Path
from interlock.model.peer import Peer
from interlock.model.profile import RateLimit, SystemProfile
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.verify.engine import Build, Parts, RecordedAlerts, WatchedTransport
from interlock.verify.inventory import Inventory
from interlock.verify.stand import Stand
from interlock.verify.steps._base import Steps
from interlock.verify.watching import Tempo

LINKED = 24
"""How many background items of each record stand on both sides: with these, one is less than five percent."""
ALONE = 3
"""How many stand on one side only."""

_ENVIRONMENT = "bench"
_STOP_PATIENCE_S = 60.0
_BETWEEN_TURNS = timedelta(seconds=37)


class Bench:
    """Two sandboxes made of what was learned, with what the document states of them, and the integration between them.

    Args:
        document: what is verified.
        profiles: what was learned of both systems.
        clock: virtual time.
        seed: another one makes other items.
        build: makes what is judged.
        changed: called when a request may have changed a store.
    """

    tempo = Tempo()
    """How often is looked, and how long at most."""
    linked = LINKED
    """How many background items stand on both sides, unless a sentence says how many there are in all."""
    alone = ALONE
    first = 0
    """How many marks were used up before, where systems stay the same."""
    built_here = True
    """Whether the integration is made here, of the document."""
    age_s = 3600.0
    """How old, when the integration goes live, is what was made before."""

    def __init__(
        self,
        document: Document,
        profiles: Mapping[Side, SystemProfile],
        clock: Clock,
        *,
        seed: int,
        build: Build,
        changed: Callable[[], None],
    ) -> None:
        self.document = document
        self.profiles = {side: as_stated(document, side, profiles[side]) for side in Side}
        self.clock = clock
        self.sandboxes: Mapping[Side, Stand] = self._stands(seed)
        self.inventory = Inventory(document, self.profiles, self.sandboxes, seed, self.first)
        self.ledger: Ledger = self._journal()
        self.alerts = RecordedAlerts()
        self.go_live: datetime | None = None
        self.broken: str = ""
        """Why the integration stopped by itself, empty while it runs."""
        self._build = build
        self._changed = changed
        self._peers: dict[Side, Peer] = {}
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def _stands(self, seed: int) -> Mapping[Side, Stand]:
        """The two systems, as the test acts on them and looks at them."""
        self._boxes = {side: Sandbox(self.profiles[side], self.clock, seed=seed) for side in Side}
        return self._boxes

    def _journal(self) -> Ledger:
        """Where the integration keeps what it knows."""
        return SqliteLedger(":memory:", _ENVIRONMENT)

    # What differs where systems are real

    async def admit(self, criterion: Criterion, steps: Steps) -> None:
        """Refuse a criterion that cannot be played here, before anything is made.

        Raises:
            CannotTell: it is one; says why.
        """

    async def age(self) -> None:
        """Let what was made before the integration goes live grow old, and note when it goes live."""
        await self.clock.sleep(self.age_s)
        self.go_live = self.clock.now()
        await self.clock.sleep(self.age_s / 60)

    async def settle(self) -> None:
        """Let the integration come to rest after its start."""
        await self.clock.sleep(self.settling_time().total_seconds())

    async def observe(self) -> None:
        """Bring up to date what looks are taken at."""

    # Items

    def furnish(self, record: RecordRow, linked: int, alone: int) -> None:
        """Put so many background items of a record on both sides, and so many on each side alone."""
        truth = record.source_of_truth.value or Side.LEFT
        known = self.inventory.background.setdefault(record.name, [])
        known += [self.inventory.pair(record, truth) for _ in range(linked)]
        for side in Side:
            self.inventory.alone += [self.inventory.new(record, side) for _ in range(alone)]

    def in_order(self) -> tuple[RecordRow, ...]:
        """The records, those that others refer to first."""
        placed: dict[str, RecordRow] = {}

        def place(record: RecordRow, above: frozenset[str]) -> None:
            for name in chain.from_iterable(self.inventory.references(record, side).values() for side in Side):
                row = self.document.record(name)
                if row is not None and name not in above:
                    place(row, above | {name})
            placed.setdefault(record.name, record)

        for record in self.document.records:
            place(record, frozenset({record.name}))
        return tuple(placed.values())

    # The integration

    async def start(self) -> None:
        """Let the integration run from now on."""
        self.broken = ""
        self._stop = asyncio.Event()
        self._peers = {side: self._peer(side) for side in Side}
        environment = Environment(_ENVIRONMENT, "sandbox", ":memory:", {}, go_live=self.go_live)
        parts = Parts(self.document, self.mappings(), self._peers, self.ledger, self.clock, self.alerts, environment)
        self._task = asyncio.create_task(self._run(parts))

    async def stop(self) -> None:
        """End the integration; what it does not end by itself is cancelled."""
        if self._task is None:
            return
        self._stop.set()
        await asyncio.wait({self._task}, timeout=_STOP_PATIENCE_S)
        if not self._task.done():
            self._task.cancel()
            # Only its own end is swallowed, not that of whoever waits here: Ctrl-C must get through.
            await asyncio.gather(self._task, return_exceptions=True)
        self._task = None
        for peer in self._peers.values():
            await peer.aclose()

    async def aclose(self) -> None:
        """Let go of everything."""
        await self.stop()
        self._let_go()

    def _let_go(self) -> None:
        self.ledger.close()

    async def relabel(self, side: Side, resource: str, path: Path) -> None:
        """Rename the label of a field; the integration begins again with what is learned of the system then."""
        profile = self.inventory.profiles[side].record(resource)
        known = profile.field(path) if profile is not None else None
        label = (known.label if known is not None else "") or str(path)
        self.sandboxes[side].rename_label(resource, str(path), f"{label} (renamed)")
        await self.stop()
        self.profiles[side] = self.sandboxes[side].profile
        await self.start()

    def mappings(self) -> dict[str, RecordMapping]:
        """The compiled mapping of every record that both descriptions have.

        Raises:
            CannotTell: a record's mapping cannot be compiled.
        """
        compiled: dict[str, RecordMapping] = {}
        for row in self.document.records:
            left, right = (self.profiles[side].record(row.resource(side)) for side in (Side.LEFT, Side.RIGHT))
            if left is None or right is None:
                continue
            compiled[row.name] = compile_record(row, left, right, self.document.tables, self.document.path).mapping
        return compiled

    def settling_time(self) -> timedelta:
        """How long the integration has for its first run before the trigger: every record's turn comes twice.

        It ends between two turns, so that what happens then has to wait for the next one.
        """
        turns = [row.how_often.value for row in self.document.records if row.how_often.value is not None]
        longest = max((turn.every for turn in turns if turn.every is not None), default=timedelta(0))
        if any(turn.at is not None for turn in turns):
            return timedelta(days=1, minutes=30) + _BETWEEN_TURNS
        return timedelta(minutes=10) + 2 * min(longest, timedelta(days=1)) + _BETWEEN_TURNS

    def answers_within(self) -> timedelta:
        """How long the integration has for what must arrive where no sentence says by when."""
        return self.settling_time()

    def _peer(self, side: Side) -> Peer:
        sandbox = self._boxes[side]
        transport = WatchedTransport(InProcessTransport(sandbox, self.clock), self._written)
        return HttpPeer(self.profiles[side], transport, self.clock, sandbox.credential)

    def _written(self) -> None:
        self.inventory.touch()
        self._changed()

    async def _run(self, parts: Parts) -> None:
        try:
            await self._build(parts).watch(self._stop)
            if not self._stop.is_set():
                self.broken = "it ended by itself"
        except InterlockError as error:
            self.broken = error.message
        except Exception as error:
            self.broken = f"{type(error).__name__}: {error}"


def as_stated(document: Document, side: Side, profile: SystemProfile) -> SystemProfile:
    """The profile with the rate limit that the document states for the system, where it is the lower one."""
    name = document.system(side).name.casefold()
    for assumption in document.assumptions:
        fact = assumption.fact
        if fact is None or str(fact.args.get("system", "")).casefold() != name:
            continue
        count, per = fact.args.get("count"), fact.args.get("duration")
        if fact.shape != "rate_limit" or not isinstance(count, int) or not isinstance(per, timedelta):
            continue
        known = profile.rate_limit.value
        stated = RateLimit(count, per.total_seconds())
        if known is None or stated.requests / stated.per_s < known.requests / known.per_s:
            return replace(profile, rate_limit=sure(stated))
    return profile


def begins_at(document: Document, usual: datetime) -> datetime:
    """When a bench's time begins: after every day from which on the document takes items up."""
    starts = [row.starting.value for row in document.records if row.starting.value is not None]
    days = [start.day for start in starts if start.kind is StartingKind.SINCE and start.day is not None]
    later = (datetime.combine(day + timedelta(days=2), usual.timetz()) for day in days)
    return max([usual, *later])
