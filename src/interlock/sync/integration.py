"""The sync of one document in one environment: plan, one cycle, or watch for as long as wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from interlock.mapping import RecordMapping
from interlock.model.alert import Alerts
from interlock.model.clock import Clock
from interlock.model.document import Document
from interlock.model.environment import Environment
from interlock.model.history import Entry
from interlock.model.kept import IntentState, LinkState
from interlock.model.ledger import Ledger
from interlock.model.peer import Peer
from interlock.model.plan import CycleReport, Line, Plan
from interlock.model.progress import Progress, Unheard
from interlock.model.sums import limits_of
from interlock.model.value import Side
from interlock.sync.allowing import Allowed, seal_of
from interlock.sync.beginning import (
    digest_of,
    go_live,
    next_at,
    remember_go_live,
    seconds_to,
    waits_no_more,
)
from interlock.sync.detect import Detector
from interlock.sync.doubtful import note_unsure
from interlock.sync.errors import ErrorPolicy
from interlock.sync.escalate import escalate
from interlock.sync.focus import focus
from interlock.sync.following import follow
from interlock.sync.health import Health
from interlock.sync.hints import Follower
from interlock.sync.identities import Identities
from interlock.sync.latencies import Latencies
from interlock.sync.leasing import Lease
from interlock.sync.order import in_order, is_referred
from interlock.sync.pauses import demand_in_use, paused_records, paused_systems
from interlock.sync.record import SIDES, Record, records_of, regimes
from interlock.sync.recover import Recovery
from interlock.sync.resync import all_read, take_up
from interlock.sync.retention import prune_if_due
from interlock.sync.rounds import Round
from interlock.sync.run import Pass
from interlock.sync.undoing import Undoing
from interlock.sync.watch import Schedule, called, ended, wait
from interlock.sync.writing import Writing

_PATIENCE_S = 120.0
"""How long one pass waits for a system that asks for it; longer waits are left to the next pass."""

_MOST_ROUNDS = 20
"""More rounds than any order of records needs; what is left over is taken up by the next cycle."""


class Integration:
    """Keeps two systems equal as the document says.

    `mappings` is by the document's names of the records; a record without one does not run. With `records` only those
    are run, and other processes may run the others; an item that refers to one of those waits until it is linked. One
    instance does one thing at a time: `plan`, `cycle` and `watch` are not to be called while another of them runs.

    Raises (each of them):
        LedgerError: another process runs one of the records, or the ledger cannot be used.
    """

    def __init__(
        self,
        document: Document,
        mappings: Mapping[str, RecordMapping],
        peers: Mapping[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        alerts: Alerts,
        environment: Environment,
        *,
        records: Collection[str] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._document = document
        self._peers = dict(peers)
        self._ledger = ledger
        self._clock = clock
        self._alerts = alerts
        self._environment = environment
        profiles = {side: {one.name: one for one in peer.profile.records} for side, peer in peers.items()}
        self.records: dict[str, Record] = records_of(document, mappings, profiles)
        chosen = self.records if records is None else {name: self.records[name] for name in records}
        self._order = [record for record in in_order(self.records) if record.name in chosen]
        self._policy = ErrorPolicy(document.policies)
        systems = {side: document.system(side).name for side in SIDES}
        self._health = Health(self._peers, systems, ledger, clock, alerts, self._policy)
        self._progress = progress or Unheard()
        limits = limits_of(document, {side: peer.profile for side, peer in peers.items()})
        self._detector = Detector(self._peers, ledger, clock, alerts, self._health, self._progress, limits=limits)
        others = [record for name, record in self.records.items() if name not in chosen]
        self._follower = Follower(self._order, others, self._peers, ledger, self._detector, self._health)
        self._latencies = Latencies(ledger, self._health, clock)
        self._recovery = Recovery(chosen, self._peers, ledger, clock, self._health)
        self._lease = Lease(ledger, clock, [record.name for record in self._order])
        self._renew = self._lease.renew
        self.identities = Identities(self.records, ledger, clock, self._lease.taken)
        self._more_hints = False
        self._stop = asyncio.Event()

    async def plan(self) -> Plan:
        """What the next cycle would do if nothing changed in between.

        Both sides are read, and what they show is kept. Nothing is sent that changes anything, no decision is kept,
        and nobody is alerted about items. It goes through the very steps of a cycle, in a transaction that is undone.
        """
        with self._lease.taken():
            now = Pass(rehearsed=True, progress=self._progress)
            self._begin(remember=False)
            at = self._clock.now()
            first = not any(self._ledger.number_of_links(record.name, LinkState.ACTIVE) for record in self._order)
            self._mind_pauses(now)
            read = await self._read(self._order, now)
            with self._ledger.rehearsal():
                await self._decide(self._order, now, read, self._go_live())
            return Plan(
                environment=self._ledger.environment,
                at=at,
                first=first,
                document=digest_of(self._document),
                ledger=seal_of(self._ledger),
                recovery=regimes(self.records.values(), self._peers),
                **now.as_planned(),
            )

    async def cycle(
        self, *, stop: asyncio.Event | None = None, item: str = "", allowed: Allowed | None = None
    ) -> CycleReport:
        """One full pass over both sides of every record, however often each is looked at otherwise.

        With `item` only what has that id on either side is decided about. No more than is `allowed` is done.

        A system that asks to wait for up to two minutes is waited for, as long as that leads on. When `stop` is set,
        the writes in hand are finished, and the report says what was done until then (`stopped`).
        """
        with self._stopping(stop or asyncio.Event()), self._lease.taken():
            if allowed is not None:
                allowed.demand_fitting(digest_of(self._document), self._ledger)
            self._begin(remember=True)
            return await self._pass(self._order, patient=True, item=item, allowed=allowed)

    @contextmanager
    def at_work(self, *, rehearsed: bool = False) -> Iterator[tuple[Writing, Pass]]:
        """Inside, nobody else writes, and what is written is noted like all that is: for what no document says."""
        with self._lease.taken():
            self._begin(remember=not rehearsed)
            # Nothing is read but single items: in a rehearsal, a list would show what was not really written.
            now = Pass(rehearsed=rehearsed, latencies=self._latencies, looked=set(self.records))
            self._mind_pauses(now)
            yield Writing(self._peers, self._ledger, self._clock, self._health, self._policy, now), now

    async def look(self) -> tuple[tuple[str, Side, str], ...]:
        """Settle what earlier runs left, and read both sides, paused or not; what could not be read, with the reason.

        Nothing is decided.
        """
        with self._lease.taken():
            now = Pass(progress=self._progress)
            self._begin(remember=False)
            await self._recovery.run(now, stopped=self._stop.is_set)
            await self._read(self._order, now)
            return tuple(now.unread)

    async def undo(self, entry: Entry, by: str, *, rehearsed: bool = False) -> tuple[Line, ...]:
        """Take back a value that the history tells of, and bring the other side in step; the changes that this makes.

        With `rehearsed` nothing is sent; the ledger is to be one that is thrown away, then.
        """
        with self.at_work(rehearsed=rehearsed) as (writing, now):
            undoing = Undoing(self.records, self._peers, self._ledger, self._clock)
            record = await undoing.write(entry, by, writing, now)
            await self._decide([record], now, set(), self._go_live())
            return tuple(now.lines)

    async def watch(
        self,
        stop: asyncio.Event,
        *,
        told: Callable[[CycleReport], None] | None = None,
        call: asyncio.Event | None = None,
    ) -> None:
        """Look at every record as often as the document says, until `stop` is set and the writes in hand are done.

        Whenever `call` is set, the hints that wait are followed at once. `told` is called after each pass.
        """
        call = call or asyncio.Event()
        with self._stopping(stop), self._lease.taken():
            self._begin(remember=True)
            schedule = Schedule(self._order, self._clock.now())
            hinted = False
            while not stop.is_set():
                due = schedule.due(self._clock.now())
                if due or hinted:
                    self._renew()
                    report = await self._pass(due)
                    schedule.done(due, self._clock.now(), report.next_at)
                    if told is not None:
                        told(report)
                if self._more_hints:
                    call.set()
                hinted = await called(stop, self._clock, schedule.sleep_s(self._clock.now()), call)

    @property
    def is_running(self) -> bool:
        """Whether this process is the one that works now."""
        return self._lease.held

    def changes_found(self) -> dict[Side, tuple[int, int]]:
        """By side, since this was made: how many changes hints led to, and how many only lists showed."""
        return {side: (self._follower.useful[side], self._detector.listed[side]) for side in SIDES}

    # One pass

    async def _pass(
        self, records: Collection[Record], *, patient: bool = False, item: str = "", allowed: Allowed | None = None
    ) -> CycleReport:
        """Look, decide and write; `patient` waits in between where a system asks for a little time."""
        began = self._clock.now()
        now = Pass(latencies=self._latencies, allowed=allowed, stopped=self._stop.is_set, progress=self._progress)
        read: set[str] = set()
        self._mind_pauses(now)
        await self._recovery.held(now)
        standing: tuple[int, ...] | None = None
        while True:
            await self._health.probe()
            await self._recovery.run(now, stopped=self._stop.is_set)
            wanted, listed = await self._told_of(records, now)
            read |= await self._read([record for record in listed if record.name not in read], now)
            if item:
                now.only = await focus(item, wanted, self._peers, self._ledger, self._clock)
            await self._decide(wanted, now, read, self._go_live())
            before, standing = standing, (now.writes, len(read), len(self._ledger.intents(IntentState.OPEN)))
            if not patient or standing == before or not await self._waited(now):
                break
        note_unsure(wanted, self._ledger, now)
        all_read(self._order, self._ledger, self._clock)
        prune_if_due(self._ledger, self._clock, self._environment.keep)
        owner = self._document.owner
        now.tell(self._alerts, self._clock, owner.contact or owner.name if owner else "")
        escalate(self._ledger, self._alerts, self._clock, self._document, self._environment.held)
        self._latencies.keep()
        self._renew()
        return CycleReport(
            environment=self._environment.name,
            began_at=began,
            ended_at=self._clock.now(),
            more=dict(now.lines.more),
            paused=self._health.paused(),
            next_at=next_at(self._ledger, self._health, self._clock, self._order),
            stopped=self._stop.is_set(),
            **now.as_reported(),
        )

    def _mind_pauses(self, now: Pass) -> None:
        """Leave alone what people paused, from the beginning of this pass."""
        at = self._clock.now()
        now.resting = paused_records(self._ledger, [record.name for record in self._order], at)
        self._health.rest(paused_systems(self._ledger, at))

    async def _told_of(self, records: Collection[Record], now: Pass) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
        """Follow the hints that wait; the records to decide about, and those of which lists are to be read.

        Of a record that is not due and was only hinted at, lists are read where an item of it is new.
        """
        followed = await self._follower.follow(now.resting, stopped=self._stop.is_set)
        self._more_hints = followed.more
        due = {record.name for record in records}
        now.looked |= followed.records - followed.lists - due
        wanted = tuple(record for record in self._order if record.name in due | followed.records)
        return wanted, tuple(record for record in wanted if record.name in due | followed.lists)

    async def _waited(self, now: Pass) -> bool:
        """Wait where a system asked for it and what it asked for is short; whether there is a reason to go on."""
        asked = self._health.asked_until()
        if asked is None and not now.refused_together:
            return False
        now.refused_together = False
        seconds = seconds_to(asked, self._ledger, self._clock)
        if seconds > _PATIENCE_S or self._stop.is_set():
            return False
        self._renew()
        await wait(self._stop, self._clock, seconds)
        self._renew()
        now.put_off.clear()
        return not self._stop.is_set()

    async def _read(self, records: Collection[Record], now: Pass) -> set[str]:
        """Look at both sides of the records; the names of those of which both could be read."""
        read = set()
        for record in records:
            if self._stop.is_set():
                break
            if record.name in now.resting:
                continue
            # Half a list is worth nothing and harms nothing, and a whole one may take long: only writes are finished.
            looks = asyncio.gather(*(self._detector.look(record, side) for side in SIDES))
            if not await ended(looks, self._stop):
                break
            now.looked.add(record.name)
            now.unread = [one for one in now.unread if one[0] != record.name]
            for side, reason in zip(SIDES, looks.result(), strict=True):
                if reason:
                    now.unread.append((record.name, side, reason))
            if not any(looks.result()):
                read.add(record.name)
            self._renew()
        return read

    async def _decide(self, records: Collection[Record], now: Pass, read: set[str], go_live: datetime) -> None:
        """Decide and write until nothing moves: referred records first, and what goes away last and in reverse."""
        writing = Writing(self._peers, self._ledger, self._clock, self._health, self._policy, now)
        names = {record.name for record in records}
        # A record that others refer to is decided about with them, from what is known of it.
        order = [record for record in self._order if record.name in names or is_referred(record, names, self.records)]
        try:
            await self._rounds(order, writing, now, read, go_live)
        finally:
            now.lines.drop(partial(waits_no_more, self._ledger))

    async def _rounds(
        self, order: Sequence[Record], writing: Writing, now: Pass, read: set[str], go_live: datetime
    ) -> None:
        for _ in range(_MOST_ROUNDS):
            moved = False
            for record in order:
                if self._stop.is_set():
                    return
                await self._read_if_needed(record, now, read)
                moved |= await self._round(record, writing, now, read, go_live, removing=False)
            if moved:
                continue
            for record in reversed(order):
                moved |= await self._round(record, writing, now, read, go_live, removing=True)
            if not moved:
                return

    async def _read_if_needed(self, record: Record, now: Pass, read: set[str]) -> None:
        """Look at a record that is not due itself, when an item that flows refers to one of it that is not linked."""
        if record.name in read or record.name in now.looked or not self._ledger.due(record.name):
            return
        read |= await self._read([record], now)

    async def _round(
        self, record: Record, writing: Writing, now: Pass, read: set[str], go_live: datetime, *, removing: bool
    ) -> bool:
        self._renew()
        if record.name in now.resting:
            return False
        fresh = record.name in read
        if not fresh and not now.rehearsed and any(not self._health.usable(side) for side in SIDES):
            return False
        return await Round(
            record,
            self.records,
            self._peers,
            self._ledger,
            self._clock,
            self._policy,
            writing,
            now,
            go_live,
            fresh=fresh,
            stopped=self._stop.is_set,
            renew=self._renew,
        ).run(removing=removing)

    # What must be before anything else

    @contextmanager
    def _stopping(self, stop: asyncio.Event) -> Iterator[None]:
        """Inside, `stop` ends the work."""
        self._stop = stop
        try:
            yield
        finally:
            self._stop = asyncio.Event()

    def _begin(self, *, remember: bool) -> None:
        """Take note of the moment of going live, of a restored ledger, and of a document that changed."""
        demand_in_use(self._ledger)
        take_up(self._order, self._ledger, self._clock, self._alerts, every=len(self._order) == len(self.records))
        if remember:
            self._latencies.begin()
            remember_go_live(self._environment, self._ledger, self._clock)
        follow(self._document, self._order, self._ledger, self._clock, remember=remember)

    def _go_live(self) -> datetime:
        return go_live(self._environment, self._ledger, self._clock)
