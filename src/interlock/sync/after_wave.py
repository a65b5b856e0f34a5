"""Looks at what a wave of a go-live did: in both systems, in the history, and against what was agreed to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from interlock.errors import SystemFault
from interlock.mapping import agree
from interlock.model.clock import Clock
from interlock.model.golive import Check
from interlock.model.history import Entry, EntryKind, HeldKind
from interlock.model.ledger import Ledger
from interlock.model.peer import Found, Item, MergedInto, Peer
from interlock.model.plan import ChangeKind, Line, Plan
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.allowing import Allowed
from interlock.sync.record import SIDES, Record
from interlock.sync.telling import told
from interlock.sync.values import nothing_in, shade, spelt_otherwise
from interlock.sync.wrote import Wrote, wrote

_SAMPLE = 100
"""So many items of a wave are read back; of a larger one, as many spread evenly over it."""

_WAITS_S = (0.0, 2.0, 8.0)
"""Some systems show what is new only after a while."""

_NAMED = 5
_SHARE = 0.05
_FEW = 3
"""More than this share, and at least so many, stop a go-live."""

_BAD_REQUEST = (400, 401, 403, 422)
_WRITES = (ChangeKind.CREATE, ChangeKind.UPDATE, ChangeKind.RESTORE, ChangeKind.ARCHIVE, ChangeKind.DELETE)
_AS = {
    EntryKind.CREATED: ChangeKind.CREATE,
    EntryKind.DELETED: ChangeKind.DELETE,
    EntryKind.ARCHIVED: ChangeKind.ARCHIVE,
}


class Answers:
    """Counts requests, and those that failed."""

    def __init__(self) -> None:
        self.asked = 0
        self.failed: list[str] = []

    def heard(self, system: str, method: str, path: str, status: int, problem: str) -> None:
        """One request came to its end; `status` is 0 where no answer came."""
        self.asked += 1
        if status == 0 or status >= 500 or status in _BAD_REQUEST:
            self.failed.append(f"{system}: {method} {path}: {problem or status}")

    def clear(self) -> None:
        """Begin to count anew."""
        self.asked = 0
        self.failed.clear()


@dataclass(frozen=True, slots=True)
class Done:
    """What a wave did: its lines of the history, what it was allowed, and what there is still to do after it.

    `agreed` are the changes that somebody agreed to, of what was not done yet after the line number `since`.
    """

    entries: Sequence[Entry]
    agreed: Sequence[Line]
    since: int
    allowed: Allowed
    after: Plan
    answers: Answers
    begun: Collection[tuple[str, Side, str]] = ()
    """by record, side and id (of a create, that of its source) the writes of an earlier process that was killed"""


class AfterWave:
    """Checks one wave."""

    def __init__(self, records: Mapping[str, Record], peers: Mapping[Side, Peer], ledger: Ledger, clock: Clock) -> None:
        self._records = records
        self._peers = peers
        self._ledger = ledger
        self._clock = clock

    async def checks(self, done: Done) -> tuple[Check, ...]:
        """What was found, in the order in which people ask: is it there, is it there once, is it what was agreed."""
        items = [one for one in wrote(done.entries) if one.record in self._records]
        return (
            await self._read_back(items),
            self._duplicates(items),
            self._unplanned([one for one in items if one.first > done.since], done),
            self._drift(items, done),
            self._held(items, done),
            _errors(done.answers),
        )

    # What both systems show

    async def _read_back(self, items: Sequence[Wrote]) -> Check:
        step = max(1, -(-len(items) // _SAMPLE))
        sample = list(items[::step])
        if items and items[-1] is not sample[-1]:
            sample.append(items[-1])
        wrong: dict[int, str] = {}
        left = list(enumerate(sample))
        for wait_s in _WAITS_S:
            if left and wait_s:
                await self._clock.sleep(wait_s)
            found = {number: await self.otherwise(one) for number, one in left}
            wrong = {number: said for number, said in found.items() if said}
            left = [(number, one) for number, one in left if number in wrong]
            if not left:
                break
        looked = f"{len(sample)} of {len(items)}" if len(sample) < len(items) else f"all {len(items)}"
        said = f"{looked} items that were written were read back"
        said += f", and {len(wrong)} do not show what was written" if wrong else ", and show what was written"
        title = "what was written is there"
        return Check("read-back", title, not wrong, said if items else "nothing was written", _some(wrong.values()))

    async def otherwise(self, item: Wrote) -> str:
        """What an item shows otherwise than it was written; empty where that is nothing."""
        record = self._records[item.record]
        where = f"{record.name} `{item.item_id}` in {record.systems[item.side]}"
        try:
            found = await self._peers[item.side].get(record.resource(item.side), item.item_id)
        except SystemFault as fault:
            return f"{where} could not be read: {fault.message}"
        there = isinstance(found, Item) and not found.deleted
        if item.kind is EntryKind.DELETED:
            return f"{where} was deleted and is there" if there else ""
        if item.kind is EntryKind.ARCHIVED:
            return "" if _is_archived(record, item.side, found) else f"{where} was archived and is in use"
        if not isinstance(found, Item) or found.deleted:
            what = "created" if item.kind is EntryKind.CREATED else "written"
            return f"{where} was {what} and is not there"
        shown = record.mapping.read(item.side, found.body, self._ledger)
        for name, value in item.values.items():
            pair = record.pairs.get(name)
            if pair is None:
                continue
            now = told(pair, shade(shown[name]), item.side, self._ledger)
            if now is not ABSENT and value is not ABSENT and not _says(value, now):
                values = "" if pair.sensitive else f": written {_short(value)}, shown {_short(now)}"
                return f"{where}, `{name}`{values or ' shows another value than was written'}"
        return ""

    def _duplicates(self, items: Sequence[Wrote]) -> Check:
        """Created items whose match key another item of the system has, as the reading after the wave showed."""
        wrong: list[str] = []
        title, looked = "nothing is there twice", 0
        for record in self._records.values():
            for side in SIDES if record.matched else ():
                made = [one for one in items if _made(one, record, side)]
                seen = self._ledger.seen_of(record.name, side, [one.item_id for one in made])
                keys = {one.key for one in seen.values() if one.key is not None}
                looked += len(made)
                for key, ids in self._ledger.of_keys(record.name, side, sorted(keys)).items():
                    if len(ids) > 1 and key in keys:
                        named = ", ".join(f"`{one}`" for one in ids[:_NAMED])
                        wrong.append(f"{record.name} in {record.systems[side]}: {named} have the same match key")
        said = f"{looked} created items have match keys of their own"
        if wrong:
            said = f"{len(wrong)} match keys of {looked} created items are there more than once"
        return Check("duplicates", title, not wrong, said if looked else "nothing was created", _some(wrong))

    # What was agreed to, and what comes after

    def _unplanned(self, items: Sequence[Wrote], done: Done) -> Check:
        planned: dict[ChangeKind, set[tuple[str, Side, str]]] = {kind: set() for kind in _WRITES}
        for line in done.agreed:
            if line.kind in planned:
                one = line.source_id if line.kind is ChangeKind.CREATE else line.target_id or line.source_id
                planned[line.kind].add((line.record, line.side, one))
        updates = planned[ChangeKind.UPDATE] | planned[ChangeKind.RESTORE]
        wrong = []
        for item in items:
            record = self._records[item.record]
            kind = _AS.get(item.kind)
            known = updates if kind is None else planned[kind]
            name = item.item_id
            if item.kind is EntryKind.CREATED:
                link = self._ledger.link(item.link)
                name = "" if link is None else link.id_on(item.side.other)
            if (item.record, item.side, name) not in known and (item.record, item.side, name) not in done.begun:
                where = record.systems[item.side]
                wrong.append(f"{item.record} `{item.item_id}` in {where} was {item.kind.value}, which nobody agreed to")
        said = f"{len(items)} items were written, each as it was agreed to"
        if wrong:
            said = f"{len(wrong)} of {len(items)} written items are not in the plan that was agreed to"
        return Check("unplanned", "nothing else was written", not wrong, said, _some(wrong))

    def _drift(self, items: Sequence[Wrote], done: Done) -> Check:
        """What was written is done: nothing of it is to be written once more."""
        targets = {one.key: one for one in items}
        sources = {
            (one.record, one.side, link.id_on(one.side.other))
            for one in items
            if one.kind is EntryKind.CREATED and (link := self._ledger.link(one.link)) is not None
        }
        wrong = []
        for line in done.after.lines:
            if line.kind not in _WRITES or (line.mark and done.allowed.knows(line.mark)):
                continue
            again = line.kind is ChangeKind.CREATE and (line.record, line.side, line.source_id) in sources
            if again or (line.record, line.side, line.target_id) in targets:
                where = self._records[line.record].systems[line.side]
                wrong.append(
                    f"{line.record} `{line.target_id or line.source_id}` in {where}: {line.kind.value}: {line.reason}"
                )
        said = f"none of {len(items)} written items is to be written once more"
        if wrong:
            said = f"{len(wrong)} of {len(items)} written items would be written once more"
        stopped = len(wrong) > max(1, _SHARE * len(items))
        return Check("drift", "what was written stays", not stopped, said, _some(wrong))

    def _held(self, items: Sequence[Wrote], done: Done) -> Check:
        """What the wave set aside that the plan had not shown as set aside."""
        known = {(line.record, line.side, line.source_id) for line in done.agreed if line.kind is ChangeKind.HOLD}
        new = {entry.item_id for entry in done.entries if entry.kind is EntryKind.HELD}
        held = [
            one
            for one in self._ledger.held()
            if one.record in self._records
            and one.kind is not HeldKind.WAITING
            and (one.record, one.side, one.item_id) not in known
            and one.item_id in new
        ]
        some = [f"{one.record} `{one.item_id}` is held ({one.kind.value}): {one.reason}" for one in held]
        of = len(items) + len(held)
        wrong = len(held) >= min(_FEW, max(1, of // 2)) and len(held) > _SHARE * of
        said = f"{len(held)} of {of} items were set aside that the plan did not show as such"
        return Check("held", "little is set aside", not wrong, said if of else "nothing was set aside", _some(some))


def _errors(answers: Answers) -> Check:
    failed = len(answers.failed)
    wrong = failed >= _FEW and failed > _SHARE * answers.asked
    said = f"{failed} of {answers.asked} requests failed"
    return Check("errors", "the systems answer", not wrong, said, _some(dict.fromkeys(answers.failed)))


def _made(item: Wrote, record: Record, side: Side) -> bool:
    return item.kind is EntryKind.CREATED and item.record == record.name and item.side is side


def _says(written: Canonical, shown: Canonical) -> bool:
    return agree(shown, written) or spelt_otherwise(written, shown) or (nothing_in(written) and nothing_in(shown))


def _is_archived(record: Record, side: Side, found: Found) -> bool:
    if not isinstance(found, Item):
        return not isinstance(found, MergedInto)
    return found.archived or found.deleted or record.archived_by_field(side, found.body)


def _short(value: Canonical) -> str:
    text = repr(value) if not isinstance(value, str) else f"`{value}`"
    return text if len(text) <= 60 else f"{text[:57]}..."


def _some(wrong: Iterable[str]) -> tuple[str, ...]:
    every = list(wrong)
    more = len(every) - _NAMED
    return (*every[:_NAMED], *([f"... and {more} more"] if more > 0 else []))
