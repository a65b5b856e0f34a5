"""Takes back what was written, as if somebody had done so in that system; the other side follows by the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from interlock.errors import SystemFault, UsageError
from interlock.mapping import PairMapping, agree
from interlock.model.clock import Clock
from interlock.model.decisions import Direction
from interlock.model.history import Entry, EntryKind, Held
from interlock.model.kept import Act, IntentState, Link, LinkState, Seen
from interlock.model.ledger import Ledger
from interlock.model.peer import Found, Item, Peer
from interlock.model.plan import ChangeKind, FieldChange
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.batch import Batches
from interlock.sync.job import After, Job
from interlock.sync.observe import Observer
from interlock.sync.record import SIDES, Record
from interlock.sync.render import line_of
from interlock.sync.run import Pass
from interlock.sync.situation import Decided, Result, Write
from interlock.sync.telling import untold
from interlock.sync.undoing_items import Taken, UndoingItems
from interlock.sync.units import Unit
from interlock.sync.values import nothing_in, shade
from interlock.sync.writing import Writing

_VALUES = (EntryKind.UPDATED, EntryKind.OVERWRITTEN, EntryKind.RESTORED)

_ITEMS = (EntryKind.CREATED, EntryKind.DELETED, EntryKind.ARCHIVED)

_INSTEAD = {
    EntryKind.RESTORED: "delete or archive it in that system; what follows is what the document says of deletes",
    EntryKind.LINKED: "part the two with `interlock unlink`",
    EntryKind.UNLINKED: "link the two with `interlock link`",
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
        if entry.kind in _ITEMS:
            return await self._item(entry, by, writing, now)
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

    async def _item(self, entry: Entry, by: str, writing: Writing, now: Pass) -> Record:
        """Take back what was done to a whole item."""
        record, link, side = self._linked(entry)
        binned = False
        for one in SIDES:
            shown = await self._look(record, one, link.id_on(one))
            binned |= one is side and isinstance(shown, Item) and shown.deleted
        seen: dict[Side, Seen] = {}
        for one in SIDES:
            known = self._ledger.seen(record.name, one, link.id_on(one))
            if known is None:
                raise UsageError(f"nothing is known any more of {record.name} `{link.id_on(one)}`")
            seen[one] = known
        item = Taken(record, entry, side, link, seen, binned)
        self._demand_free(item)
        write, decided_on = UndoingItems(self._records, self._peers, self._ledger).write(item, by)
        unit = Unit(record, link, decided_on, Decided(Result.WRITTEN, writes=(write,)))
        now.only = {(record.name, one, link.id_on(one)) for one in SIDES}
        await self._send(unit, write, writing, now)
        if write.act is Act.ARCHIVE:  # else what is done to the other would go to what is out of use
            writing.settler.become(record, link, LinkState.PARTED, write.reason, write.place)
        return record

    def _linked(self, entry: Entry) -> tuple[Record, Link, Side]:
        """The record, link and side of an entry about a whole item."""
        record = self._records.get(entry.record)
        link = self._ledger.link(entry.link) if entry.link else None
        if record is None or entry.side is None or link is None or link.id_on(entry.side) != entry.item_id:
            raise UsageError(
                f"{entry.record} `{entry.item_id}` is not linked as it was then, so nothing can be taken back",
                hint="change it in the system itself",
            )
        if link.state in (LinkState.UNLINKED, LinkState.MERGED):
            raise UsageError(f"{record.name} `{entry.item_id}` was parted from its counterpart or merged since")
        return record, link, entry.side

    def _demand_free(self, item: Taken) -> None:
        """See that nothing of the item waits for a person, or for the outcome of a write."""
        ids = {(side, item.link.id_on(side)) for side in SIDES}
        if any(self._ledger.held_at(item.record.name, side, item_id) for side, item_id in ids):
            raise UsageError(f"{item.where} is held now", hint="decide about it with `interlock held`")
        for state in (IntentState.OPEN, IntentState.HELD):
            for intent in self._ledger.intents(state):
                own = {(intent.side, intent.target_id), (intent.side.other, intent.source_id)}
                if intent.record == item.record.name and own & ids:
                    raise UsageError(
                        f"a write to {item.where} is not settled yet", hint="run `interlock run`, then try again"
                    )

    async def _send(self, unit: Unit, write: Write, writing: Writing, now: Pass) -> None:
        with self._ledger.transaction(), writing.preparing(1):
            ready = writing.prepare(unit, write, last=False)
            if isinstance(ready, Job):
                if write.act is Act.UPDATE:
                    # Neither side's value is agreed on by this: it is an edit, and what follows is decided as ever.
                    ready = replace(ready, intent=replace(ready.intent, values={}, written=(), source_digest=""))
                self._ledger.open_intents([ready.intent])
        after = ready
        if isinstance(ready, Job):
            (after,) = await Batches(writing, self._clock, now.stopped).send([ready])
        if after is not After.DONE:
            system = unit.record.systems[write.side]
            raise UsageError(
                f"{system} did not take it now, so nothing was undone",
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
                f"number {entry.number} (`{entry.kind.value}`) tells of nothing that can be taken back",
                hint=_INSTEAD.get(entry.kind, "values that were written, creates, deletes and archivings can be"),
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
        return record, pair, entry.side

    def _canonical(self, pair: PairMapping, side: Side, value: Canonical) -> Canonical:
        return untold(pair, value, side, self._ledger)

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

    async def _look(self, record: Record, side: Side, item_id: str) -> Found:
        try:
            shown = await self._peers[side].get(record.resource(side), item_id)
        except SystemFault as fault:
            raise UsageError(
                f"{record.systems[side]} cannot be asked how the item is now: {fault.message}", hint=fault.hint
            ) from None
        at = self._clock.now()
        if isinstance(shown, Item) and not shown.deleted:
            Observer(self._ledger).look(record, side, shown, at)
            return shown
        known = self._ledger.seen(record.name, side, item_id)
        if known is not None and not known.gone:
            raise UsageError(
                f"{record.name} `{item_id}` is not shown by {record.systems[side]} any more, which no run has seen yet",
                hint="see what follows from that with `interlock plan`",
            )
        return shown
