"""Puts back what a stretch of the history wrote: item by item, the newest first, where nothing came after it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interlock.errors import NotPossible, UsageError
from interlock.mapping import agree
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import Act, IntentState, Link, LinkState, Seen
from interlock.model.ledger import Ledger
from interlock.model.peer import Peer
from interlock.model.plan import ChangeKind, FieldChange, Line
from interlock.model.value import ABSENT, Body, Canonical, Side
from interlock.sync import snapshots
from interlock.sync.batch import Batches
from interlock.sync.job import After, Job
from interlock.sync.mentions import mentioned
from interlock.sync.observe import item_of
from interlock.sync.record import SIDES, Record
from interlock.sync.render import Rendered, entries, intent_for, line_of, wish_of
from interlock.sync.run import Pass
from interlock.sync.situation import Decided, Result, Write
from interlock.sync.telling import told, untold
from interlock.sync.undoing_items import Taken, UndoingItems
from interlock.sync.units import Unit
from interlock.sync.values import nothing_in, own_way, shade
from interlock.sync.writing import Writing
from interlock.sync.wrote import Wrote, wrote

_Key = tuple[str, Side, str]
"""An item: its record, side and id."""


@dataclass(frozen=True, slots=True)
class Step:
    """One item that is put back; `body` is what it then holds, where single values are."""

    item: Wrote
    unit: Unit
    write: Write
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Stays:
    """One item that is left as it is, and why."""

    record: str
    side: Side
    item_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Back:
    """What is put back, in order, what stays, and the items that are as they were already."""

    steps: tuple[Step, ...]
    stays: tuple[Stays, ...]
    already: tuple[Wrote, ...]


class RollingBack:
    """Of some lines of the history, which a go-live (its number) wrote. What both systems show was read just now."""

    def __init__(
        self,
        records: Mapping[str, Record],
        peers: Mapping[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        reason: str,
        *,
        run: int,
    ) -> None:
        self._run = run
        self._records = records
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._reason = reason
        self._items = UndoingItems(records, peers, ledger, whole=True)

    def planned(self, lines: Sequence[Entry]) -> Back:
        """What is to be done. Nothing is written, nor noted."""
        items = sorted(wrote(lines), key=lambda one: one.first, reverse=True)
        going = {one.key for one in items if one.kind is EntryKind.CREATED}
        mentioned = self._mentioned(going)
        unsettled = self._unsettled()
        steps: list[Step] = []
        stays: list[Stays] = []
        already: list[Wrote] = []
        for item in items:
            try:
                step = self._step(item, mentioned, unsettled)
            except UsageError as problem:
                stays.append(Stays(*item.key, problem.message))
                mentioned.update(self._mentions_of(*item.key))
                continue
            if step is None:
                already.append(item)
            else:
                steps.append(step)
        return Back(tuple(steps), tuple(stays), tuple(already))

    def line(self, step: Step) -> Line:
        """A step as people are told it."""
        return line_of(step.unit, step.write, self._ledger)

    async def carried_out(self, back: Back, writing: Writing, now: Pass) -> Back:
        """Put back what is planned; what stays at the end, with what a system did not take or changed meanwhile."""
        done: list[Step] = []
        stays = list(back.stays)
        kept: dict[_Key, str] = {}
        # What refers to something goes before it, so each record waits for the end of the one before.
        for group in _groups(back.steps):
            batches = Batches(writing, self._clock, now.stopped)
            ready = [step for step in group if step.item.key not in kept]
            stays += [Stays(*one.item.key, f"{kept[one.item.key]} refers to it") for one in group if one not in ready]
            while ready:
                some, ready = ready[: batches.size], ready[batches.size :]
                for step, after in zip(some, await self._sent(some, writing, batches), strict=True):
                    if after is After.DONE:
                        done.append(step)
                        continue
                    system = step.unit.record.systems[step.item.side]
                    stays.append(Stays(*step.item.key, f"{system} did not take it, or it changed meanwhile"))
                    kept.update(self._mentions_of(*step.item.key))
        now.writes += len(done)
        return Back(tuple(done), tuple(stays), back.already)

    def settled(self, back: Back, lines: Sequence[Entry]) -> None:
        """Forget what was put back, so that another go-live finds both systems as they were before.

        Links that were made meanwhile go, but those of items that stay.
        """
        stay = {(one.record, one.side, one.item_id) for one in back.stays}
        items = [*back.already, *(step.item for step in back.steps)]
        stretch = [(entry.record, entry.link) for entry in lines if entry.kind in (EntryKind.LINKED, EntryKind.CREATED)]
        made = {link for _, link in stretch if link}
        gone: list[tuple[str, str, str]] = []
        drop: list[str] = []
        for number in sorted(made):
            link = self._ledger.link(number)
            if link is None or any((link.record, side, link.id_on(side)) in stay for side in SIDES):
                continue
            drop.append(number)
            for side in SIDES:
                seen = self._ledger.seen(link.record, side, link.id_on(side))
                created = any(one.kind is EntryKind.CREATED and one.key == _key(link, side) for one in items)
                if seen is not None and (created or seen.gone):
                    gone.append((link.record, side.value, seen.id))
                elif seen is not None:
                    self._ledger.unsettle(link.record, side, seen.id)
        self._ledger.unmake(drop, gone)
        for one in items:
            snapshots.forget(*one.key, self._ledger)
            link = self._ledger.link(one.link) if one.link else None
            if link is not None and one.kind is EntryKind.UPDATED:
                base = {pair: both for pair, both in link.base.items() if pair not in one.values}
                self._ledger.put_link(replace(link, base=base))
                for side in SIDES:
                    self._ledger.unsettle(link.record, side, link.id_on(side))

    # One item

    def _step(self, item: Wrote, mentioned: Mapping[_Key, str], unsettled: set[object]) -> Step | None:
        """How the item is put back; None where it is as it was already.

        Raises:
            UsageError: it is to stay; the message says why.
        """
        record = self._records.get(item.record)
        if record is None:
            raise UsageError("the document no longer has the record")
        now = self._ledger.seen(item.record, item.side, item.item_id)
        if now is None:
            return None
        if item.kind is EntryKind.CREATED and now.gone:
            return None
        if item.kind is EntryKind.DELETED and any(e.kind is EntryKind.CREATED for e in item.entries):
            return None
        link = self._ledger.link(item.link) if item.link else None
        if link is None or link.state in (LinkState.UNLINKED, LinkState.MERGED):
            raise UsageError("it is not linked as it was then")
        seen = self._seen(record, link)
        if any((item.record, side, link.id_on(side)) in unsettled for side in SIDES):
            raise UsageError("what became of a write to it is not known yet")
        if item.kind is EntryKind.UPDATED and not item.revived:
            return self._values(record, item, link, seen, now)
        where = mentioned.get(item.key)
        if where and item.kind is EntryKind.CREATED:
            raise UsageError(f"{where} refers to it")
        entry = next(one for one in item.entries if one.kind is item.kind or (item.revived and not one.pair))
        if item.kind is EntryKind.CREATED:  # what was written to it later counts as what it was created with
            entry = replace(entry, after=dict(item.values))
        elif (item.kind is EntryKind.DELETED) is not now.gone and not now.archived:
            return None
        taken = Taken(record, entry, item.side, link, seen)
        write, decided_on = self._items.write(taken, "")
        write = replace(write, reason=self._reason)
        return Step(item, Unit(record, link, decided_on, Decided(Result.WRITTEN, writes=(write,))), write)

    def _seen(self, record: Record, link: Link) -> dict[Side, Seen]:
        found: dict[Side, Seen] = {}
        for side in SIDES:
            seen = self._ledger.seen(record.name, side, link.id_on(side))
            if seen is None:
                raise UsageError(f"nothing is known any more of `{link.id_on(side)}` in {record.systems[side]}")
            found[side] = seen
        return found

    def _values(self, record: Record, item: Wrote, link: Link, seen: dict[Side, Seen], now: Seen) -> Step | None:
        """How single values are put back."""
        if now.gone or now.archived or link.state is not LinkState.ACTIVE:
            raise UsageError("it is not in use any more")
        missing = next((name for name in item.values if name not in record.pairs), None)
        if missing is not None:
            raise UsageError(f"the document no longer has `{missing}`")
        body = snapshots.before(record, item.side, item.item_id, self._ledger, item.values, now.body, run=self._run)
        if body == now.body:
            return None
        shown = record.mapping.read(item.side, now.body, self._ledger)
        fields: list[FieldChange] = []
        for name, written in item.values.items():
            canonical = shade(shown[name])
            pair, value = record.pairs[name], told(record.pairs[name], canonical, item.side, self._ledger)
            was = item.before[name]
            if body is None and agree(was, value):
                continue
            if not (_says(written, value) or agree(was, value)):
                raise UsageError(f"`{name}` has changed since")
            back = untold(pair, was, item.side, self._ledger)
            lost = ABSENT if nothing_in(canonical) else canonical
            fields.append(FieldChange(name, canonical, back, self._reason, lost, pair.sensitive, str(pair.row.span)))
        if not fields:
            return None
        if body is None and any(one.after is ABSENT for one in fields):
            raise UsageError("nothing tells what stood there before")
        values = {one.pair: one.after for one in fields}
        write = Write(Act.UPDATE, ChangeKind.UPDATE, item.side, tuple(fields), values, self._reason, fields[0].place)
        return Step(item, Unit(record, link, seen, Decided(Result.WRITTEN, writes=(write,))), write, body)

    # What stands against it

    def _mentioned(self, going: Collection[_Key]) -> dict[_Key, str]:
        """The items to which something refers that is not to go, with what that is."""
        found: dict[_Key, str] = {}
        for record in self._records.values():
            for side in SIDES if _refers(record) else ():
                for seen in self._ledger.every(record.name, side):
                    if (record.name, side, seen.id) not in going:
                        found.update(self._mentions_of(record.name, side, seen.id))
        return found

    def _mentions_of(self, name: str, side: Side, item_id: str) -> Iterator[tuple[_Key, str]]:
        """The items that an item refers to, each with how people are told of the one that does."""
        record, seen = self._records.get(name), self._ledger.seen(name, side, item_id)
        if record is None or seen is None or seen.gone or not _refers(record):
            return
        for referred, link in sorted(mentioned(record, seen, self._ledger)):
            here = self._ledger.id_in(referred, side, link)
            if here is not None:
                yield (referred, side, here), f"{name} `{item_id}`"

    def _unsettled(self) -> set[object]:
        found: set[object] = set()
        for state in (IntentState.OPEN, IntentState.HELD):
            for one in self._ledger.intents(state):
                found |= {(one.record, one.side, one.target_id), (one.record, one.side.other, one.source_id)}
        return found

    # Sending

    async def _sent(self, some: Sequence[Step], writing: Writing, batches: Batches) -> list[After]:
        jobs: list[Job] = []
        afters: dict[int, After] = {}
        with self._ledger.transaction(), writing.preparing(len(some)):
            for number, step in enumerate(some):
                ready = self._prepared(step, writing)
                if isinstance(ready, Job):
                    jobs.append(ready)
                else:
                    afters[number] = ready
            self._ledger.open_intents([job.intent for job in jobs])
        came = iter(await batches.send(jobs))
        return [afters[number] if number in afters else next(came) for number in range(len(some))]

    def _prepared(self, step: Step, writing: Writing) -> Job | After:
        if step.write.act is not Act.UPDATE:
            return writing.prepare(step.unit, step.write, last=False)
        if step.body is None:
            ready = writing.prepare(step.unit, step.write, last=False)
            return _as_edit(ready) if isinstance(ready, Job) else ready
        record, side = step.unit.record, step.write.side
        target = item_of(record, step.unit.seen[side])
        try:
            request = self._peers[side].update_request(record.resource(side), target, step.body)
        except NotPossible:
            return After.HELD
        made = Rendered(request, step.body, wish_of(Act.UPDATE, request), target, False)
        at = self._clock.now()
        history = entries(step.unit, step.write, at, self._ledger)
        number = writing.next_number()
        intent = intent_for(step.unit, step.write, made, history, number=number, link=step.item.link, key="", at=at)
        return _as_edit(Job(step.unit, step.write, made, intent, False))


def _as_edit(job: Job) -> Job:
    """Neither side's value is agreed on by the write: it is like somebody's edit."""
    return replace(job, intent=replace(job.intent, values={}, written=(), source_digest=""))


def _groups(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps that may be sent together, in their order: those of one record that do the same."""
    group: list[Step] = []
    for step in steps:
        if group and (step.item.record, step.write.act) != (group[0].item.record, group[0].write.act):
            yield group
            group = []
        group.append(step)
    if group:
        yield group


def _refers(record: Record) -> bool:
    return any(pair.referred for pair in record.mapping.pairs)


def _key(link: Link, side: Side) -> _Key:
    return link.record, side, link.id_on(side)


def _says(one: Canonical, shown: Canonical) -> bool:
    return (nothing_in(one) and nothing_in(shown)) or agree(shown, one) or own_way(one, shown)
