"""Takes one written value back, as if somebody had set it in that system; the other side follows by the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from interlock.errors import SystemFault, UsageError
from interlock.mapping import PairMapping, agree
from interlock.model.clock import Clock
from interlock.model.decisions import Direction
from interlock.model.history import Entry, EntryKind, Held
from interlock.model.kept import Act, Link, LinkState, Seen
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Peer
from interlock.model.plan import ChangeKind, FieldChange
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.batch import Batches
from interlock.sync.job import After, Job
from interlock.sync.observe import Observer
from interlock.sync.record import SIDES, Record
from interlock.sync.render import line_of
from interlock.sync.run import Pass
from interlock.sync.situation import Decided, Result, Write
from interlock.sync.units import Unit
from interlock.sync.values import nothing_in, shade
from interlock.sync.writing import Writing

_VALUES = (EntryKind.UPDATED, EntryKind.OVERWRITTEN, EntryKind.RESTORED)

_INSTEAD = {
    EntryKind.CREATED: "delete the item in that system; what follows is what the document says of deletes",
    EntryKind.ARCHIVED: "take it out of the archive in that system; the next run takes it up again",
    EntryKind.DELETED: "no system brings a deleted item back by itself; create it again where it belongs",
    EntryKind.LINKED: "see `interlock held` and `interlock history` of the item",
}


@dataclass(frozen=True, slots=True)
class _Target:
    """The item of which a value is taken back: its pair, its link, both sides as just seen, and the value."""

    record: Record
    pair: PairMapping
    link: Link
    seen: Mapping[Side, Seen]
    side: Side
    now: Canonical
    value: Canonical


class Undoing:
    """Takes back what an entry of the history tells, after seeing that nothing was changed since."""

    def __init__(self, records: Mapping[str, Record], peers: dict[Side, Peer], ledger: Ledger, clock: Clock) -> None:
        self._records = records
        self._peers = peers
        self._ledger = ledger
        self._clock = clock

    async def write(self, entry: Entry, by: str, writing: Writing, now: Pass) -> Record:
        """Write the earlier value and note it; the item is then due for a decision like after any edit.

        Raises:
            UsageError: it cannot be taken back; the message says why and what to do instead.
        """
        target = await self._target(entry)
        lost = ABSENT if nothing_in(target.now) else target.now
        reason = f"{by} took back what was written at {entry.at:%Y-%m-%d %H:%M:%S} UTC (#{entry.number})"
        field = FieldChange(
            target.pair.name, target.now, target.value, reason, lost, target.pair.sensitive, str(target.pair.row.span)
        )
        values = {target.pair.name: target.value}
        write = Write(Act.UPDATE, ChangeKind.UPDATE, target.side, (field,), values, reason, field.place)
        unit = Unit(target.record, target.link, dict(target.seen), Decided(Result.WRITTEN, writes=(write,)))
        now.only = {(target.record.name, side, target.link.id_on(side)) for side in SIDES}
        await self._send(unit, write, writing, now)
        return target.record

    async def _send(self, unit: Unit, write: Write, writing: Writing, now: Pass) -> None:
        with self._ledger.transaction(), writing.preparing(1):
            ready = writing.prepare(unit, write, last=False)
            if isinstance(ready, Job):
                # Neither side's value is agreed on by this: it is an edit, and what follows is decided as ever.
                ready = replace(ready, intent=replace(ready.intent, values={}, written=(), source_digest=""))
                self._ledger.open_intents([ready.intent])
        after = ready
        if isinstance(ready, Job):
            (after,) = await Batches(writing, self._clock, now.stopped).send([ready])
        if after is not After.DONE:
            system = unit.record.systems[write.side]
            raise UsageError(
                f"{system} did not take the earlier value back now, so nothing was undone",
                hint="see `interlock held` and `interlock status` for what stands against it",
            )
        now.writes += 1
        line = line_of(unit, write, self._ledger)
        now.came(line.kind, lambda: line, "")

    async def _target(self, entry: Entry) -> _Target:
        record, pair, side = self._of_document(entry)
        link = self._ledger.link(entry.link) if entry.link else None
        if link is None or link.state is not LinkState.ACTIVE:
            raise UsageError(
                f"{record.name} `{entry.item_id}` is not linked any more, so there is nothing to take back",
                hint="change it in the system itself",
            )
        for one in SIDES:
            await self._look(record, one, link.id_on(one))
        seen: dict[Side, Seen] = {}
        for one in SIDES:
            known = self._ledger.seen(record.name, one, link.id_on(one))
            if known is None or known.gone or known.archived:
                raise UsageError(
                    f"{record.name} `{link.id_on(one)}` is not in use in {record.systems[one]} any more",
                    hint="nothing is written to what is gone or archived",
                )
            seen[one] = known
        now = {one: shade(record.mapping.read(one, seen[one].body, self._ledger)[pair.name]) for one in SIDES}
        written, value = self._canonical(pair, side, entry.after), self._canonical(pair, side, entry.before)
        self._demand_unchanged(record, entry, now[side], written)
        if agree(now[side], value):
            raise UsageError(f"`{pair.name}` has that value already, so there is nothing to take back")
        return _Target(record, pair, link, seen, side, now[side], value)

    def _of_document(self, entry: Entry) -> tuple[Record, PairMapping, Side]:
        """What the document says of the field now."""
        if entry.kind not in _VALUES or not entry.pair or entry.side is None or entry.before is ABSENT:
            raise UsageError(
                f"number {entry.number} (`{entry.kind.value}`) is not a value that was written over another",
                hint=_INSTEAD.get(entry.kind, "`interlock history` shows the number of each value that was written"),
            )
        record = self._records.get(entry.record)
        pair = None if record is None else record.pairs.get(entry.pair)
        if record is None or pair is None:
            raise UsageError(
                f"the document no longer has `{entry.pair}` of {entry.record}", hint="change it in the system itself"
            )
        if pair.direction is not Direction.BOTH:
            source = record.systems[Side.LEFT if pair.direction is Direction.RIGHT else Side.RIGHT]
            raise UsageError(
                f"`{pair.name}` comes from {source} alone, so that a value taken back here would be written over again",
                hint=f"set it in {source}; the next run brings it over",
            )
        if pair.parts:
            raise UsageError(
                f"`{pair.name}` is a list, of which single values cannot be taken back",
                hint="change it in the system itself; the next run brings it over",
            )
        return record, pair, entry.side

    def _canonical(self, pair: PairMapping, side: Side, told: Canonical) -> Canonical:
        """A value of the history, which tells of other items by their ids, as the sync compares it."""
        if pair.refers_to is None or not isinstance(told, str):
            return told
        return self._ledger.link_of(pair.refers_to, side, told) or told

    def _demand_unchanged(self, record: Record, entry: Entry, now: Canonical, written: Canonical) -> None:
        where = f"`{entry.pair}` of {record.name} `{entry.item_id}`"
        if not agree(now, written):
            raise UsageError(
                f"{where} has changed since, so nothing was undone",
                hint=f"see what came after it with `interlock history --item {entry.item_id}`",
            )
        if any(one.pair == entry.pair for side in SIDES for one in self._held(record, side, entry)):
            raise UsageError(f"{where} is held now", hint="decide about it with `interlock held`")

    def _held(self, record: Record, side: Side, entry: Entry) -> tuple[Held, ...]:
        link = self._ledger.link(entry.link)
        return () if link is None else self._ledger.held_at(record.name, side, link.id_on(side))

    async def _look(self, record: Record, side: Side, item_id: str) -> None:
        try:
            shown = await self._peers[side].get(record.resource(side), item_id)
        except SystemFault as fault:
            raise UsageError(
                f"{record.systems[side]} cannot be asked how the item is now: {fault.message}", hint=fault.hint
            ) from None
        if isinstance(shown, Item) and not shown.deleted:
            Observer(self._ledger).look(record, side, shown, self._clock.now())
