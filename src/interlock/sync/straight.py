"""The straight way: creates against which nothing stands are carried out many at a time.

Most of a first run is such creates. What is decided, asked for and noted of each is the same as on the way that takes
one by one, which whatever turns out otherwise goes back to; a test holds that both ways leave the same behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from interlock.errors import LeaseLost, LedgerError, SystemFault
from interlock.mapping import Unfit, Waiting, agree
from interlock.model.clock import Clock
from interlock.model.creates import Create, Creates, Made
from interlock.model.kept import MADE, Seen
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Peer, Written
from interlock.model.profile import Verb
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync import several
from interlock.sync.job import After, Answer
from interlock.sync.matching import reason_of_create
from interlock.sync.observe import seen_as
from interlock.sync.pairing import by_key
from interlock.sync.plain import Plain, Sent, Sheet, sides_of
from interlock.sync.record import Record, place
from interlock.sync.render import Living, key_for
from interlock.sync.telling import told
from interlock.sync.units import Judge
from interlock.sync.values import same_values, shade
from interlock.sync.writing import Writing, covers

_ODD = frozenset({Unfit, Waiting, type(ABSENT)})
"""What a side may show of a field pair that is not its value."""


class _Form(NamedTuple):
    """How items are created on a side."""

    resource: str
    at_once: int
    keyed: bool


class Straight:
    """Of one record. `closed` tells that every item is to go the way that takes one by one."""

    def __init__(
        self,
        record: Record,
        peers: Mapping[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        writing: Writing,
        judge: Judge,
        *,
        closed: bool,
    ) -> None:
        self._record = record
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._writing = writing
        self._judge = judge
        self._closed = closed or record.refers_to_itself
        self._living = Living(ledger)
        self._forms: dict[Side, _Form] = {}
        self._told = [name for name, pair in record.pairs.items() if pair.refers_to is not None or pair.parts]
        self._sensitive = frozenset(name for name, pair in record.pairs.items() if pair.sensitive)
        self._flowing = {
            side: tuple(name for name, pair in record.pairs.items() if pair.direction.writes(side.other))
            for side in Side
        }
        self._full = {side: {**record.rules, MADE: side.value} for side in Side}

    # Deciding

    def plain(self, side: Side, item_id: str) -> Plain | None:
        """The item, where it is just to be created on the other side; None where that is to be looked into."""
        if self._closed:
            return None
        seen = self._judge.plain(side, item_id)
        if seen is None:
            return None
        values = self._values(seen)
        return None if values is None else Plain(self._record, seen, values)

    def _values(self, seen: Seen) -> dict[str, Canonical] | None:
        """What is put there; None where a value cannot be brought over as it is."""
        shown = self._record.mapping.read(seen.side, seen.body, self._ledger)
        flowing = self._flowing[seen.side]
        if len(flowing) == len(shown) and _ODD.isdisjoint(map(type, shown.values())):
            return shown  # type: ignore[return-value]  # nothing but values
        values: dict[str, Canonical] = {}
        for name in flowing:
            value = shown[name]
            if isinstance(value, Unfit | Waiting):
                return None
            if value is not ABSENT:
                values[name] = value
        return values

    # Noting before anything is sent

    def prepared(self, some: Sequence[Plain]) -> Iterator[bool]:
        """Make the requests of creates that are about to be sent; of each, whether nothing is to be looked into first.

        To be called while the writing is `preparing`.
        """
        open_to: dict[Side, bool] = {}
        barred: dict[Side, AbstractSet[str]] = {}
        for group in sides_of(some):
            target = group[0].seen.side.other
            open_to[target] = self._writing.usable(target)
            barred[target] = self._writing.barred(self._record.name, target, [" ".join(one.name) for one in group])
        for one in some:
            target = one.seen.side.other
            tried = barred[target]
            free = open_to[target] and not (tried and " ".join(one.name) in tried)
            yield free and self._prepared(one, target)

    def _prepared(self, one: Plain, target: Side) -> bool:
        body = self._record.mapping.write(target, one.values, {}, self._living)
        if isinstance(body, Unfit | Waiting):
            return False
        one.body = body
        self._request(one, target)
        return True

    def _request(self, one: Plain, target: Side) -> None:
        seen, form = one.seen, self._form(target)
        number = self._writing.next_number()
        key = key_for(self._ledger, number, one.name, [seen.digest]) if form.keyed else ""
        one.at_once = form.at_once
        one.create = Create(
            number,
            self._writing.settler.next_link(),
            seen.id,
            seen.digest,
            key,
            seen.key if self._record.matched else None,
            self._peers[target].create_request(form.resource, one.body, key=key or None, together=form.at_once > 1),
            one.values,
            self._after(one.values, target),
            not self._sensitive.isdisjoint(one.values),
        )

    def _form(self, target: Side) -> _Form:
        known = self._forms.get(target)
        if known is None:
            peer, resource = self._peers[target], self._record.resource(target)
            headers = (self._record.profiles[target].idempotency_header, peer.profile.idempotency_header)
            keyed = any(header.value for header in headers)
            known = self._forms[target] = _Form(resource, peer.at_once(resource, Verb.CREATE), keyed)
        return known

    def note_before(self, some: Sequence[Plain]) -> None:
        """Note creates that were prepared before they are sent."""
        for group in sides_of(some):
            side = group[0].seen.side
            target, where = side.other, place(self._record.row.create_missing)
            creates = Creates(
                id=group[0].create.id,
                record=self._record.name,
                side=target,
                resource=self._form(target).resource,
                at=self._clock.now(),
                reason=reason_of_create(self._record, side),
                place=where,
                rows=tuple(one.create for one in group),
            )
            self._ledger.open_creates(creates)
            sheet = Sheet(creates)
            for one in group:
                one.sheet = sheet

    def _after(self, values: Mapping[str, Canonical], target: Side) -> Canonical:
        """What the history tells of the values: where they stand for other items, the ids of those."""
        if not values:
            return ABSENT
        if not any(name in values for name in self._told):
            return values
        pairs = self._record.pairs
        return {name: told(pairs[name], value, target, self._ledger) for name, value in values.items()}

    # Sending

    async def send(self, some: Sequence[Plain]) -> list[Answer | Sent]:
        """Send noted creates of one request; how each came out. What went through is still to be noted (`note`)."""
        creates = some[0].sheet.creates
        late = self._writing.out_of_turn(creates.side, creates.at)
        if late is not None:
            return [Answer(one.job(), late[0], unsent=late[1]) for one in some]
        if some[0].at_once > 1 and len(some) > 1:
            return await self._send_together(some, creates)
        return [await self._send_one(one, creates) for one in some]

    async def _send_one(self, one: Plain, creates: Creates) -> Answer | Sent:
        try:
            written = await self._peers[creates.side].write(creates.resource, one.create.request)
        except SystemFault as fault:
            return await self._writing.failed(one.job(), fault)
        if written.item is not None and covers(written.item.body, one.body):
            self._writing.went_through(self._record.name, creates.side)
            return Sent(one, written.item)
        return await self._looked_at(one, written)

    async def _send_together(self, some: Sequence[Plain], creates: Creates) -> list[Answer | Sent]:
        peer = self._peers[creates.side]
        try:
            items = await peer.write_together(creates.resource, [one.create.request for one in some])
        except SystemFault as fault:
            return [*await several.spoilt(self._writing, [one.job() for one in some], fault)]
        found = self._by_key(some, creates, items)
        keyed = found is not None
        if found is None:
            found = self._writing.paired([one.job() for one in some], items)
        answers: list[Answer | Sent] = []
        self._writing.went_through(self._record.name, creates.side)
        for one in some:
            item = found.get(one.create.id)
            if item is not None and covers(item.body, one.body):
                answers.append(Sent(one, item, one.create.match if keyed else None))
            else:
                answers.append(await self._looked_at(one, None if item is None else Written(200, item.id, item)))
        return answers

    def _by_key(self, some: Sequence[Plain], creates: Creates, items: Sequence[Item]) -> Mapping[str, Item] | None:
        """By create, the items that came of them; None where their match keys do not tell."""
        matches = [(one.create.match, one.create.id) for one in some]
        if any(match is None for match, _ in matches):
            return None
        return by_key(self._record, creates.side, matches, items)

    async def _looked_at(self, one: Plain, written: Written | None) -> Answer:
        """How a create came out whose answer does not show all of the item."""
        job = one.job()
        try:
            return await self._writing.answered(job, written)
        except SystemFault as fault:
            return await self._writing.failed(job, fault)

    # Noting what came of them

    def note(self, sent: Sequence[Sent]) -> Iterator[tuple[str, After]]:
        """Note creates that went through; by the write, how each came out.

        Raises:
            LedgerError: the ledger cannot be used.
        """
        others: list[Sent] = list(sent)
        try:
            with self._ledger.transaction():
                others = self._note(sent)
        except LeaseLost:
            raise
        except LedgerError:  # one that cannot be true: which one it is shows when each is noted alone
            others = list(sent)
        apart = {one.plain.create.id for one in others}
        for one in sent:
            one.plain.sheet.left -= 1
            if one.plain.create.id not in apart:
                yield one.plain.create.id, After.DONE
        if others:
            for answer in self._writing.note([Answer(one.plain.job(), After.DONE, one.item) for one in others]):
                yield answer.job.intent.id, answer.after

    def _note(self, sent: Sequence[Sent]) -> list[Sent]:
        """Note those of which nothing else is to be noted than of the others; gives the rest."""
        waited = self._waited_for(sent)
        rest: list[Sent] = []
        sheets: dict[Sheet, list[Made]] = {}
        now = self._clock.now()
        for one in sent:
            sheet = one.plain.sheet
            seen = seen_as(self._record, sheet.creates.side, one.item, now, key=one.key)
            if seen.in_scope and one.plain.create.id not in waited:
                sheets.setdefault(sheet, []).append(self._came(one, sheet.creates.side, seen))
            else:
                rest.append(one)
        for sheet, made in sheets.items():
            self._ledger.created(sheet.creates, made, now, over=sheet.left == len(made))
        return rest

    def _waited_for(self, sent: Sequence[Sent]) -> AbstractSet[str]:
        """The creates for whose items something waits, which is to be decided about now."""
        if not self._ledger.anything_held():
            return frozenset()
        waited: set[str] = set()
        for side in Side:
            ids = {
                one.plain.create.id: one.item.id if one.plain.seen.side is not side else one.plain.seen.id
                for one in sent
            }
            known = self._ledger.waited_for(self._record.name, side, list(ids.values()))
            waited.update(number for number, item_id in ids.items() if item_id in known)
        return waited

    def _came(self, one: Sent, side: Side, seen: Seen) -> Made:
        record, create = self._record, one.plain.create
        shown = record.mapping.read(side, one.item.body, self._ledger)
        if same_values(create.values, shown):
            return Made(create, seen, create.values, self._full[side], settled=True)
        there: dict[str, Canonical] = {}
        for name, value in create.values.items():
            now = shade(shown[name])
            if now is ABSENT:
                now = value
            elif not agree(value, now):
                self._writing.settler.kept_otherwise(record, side, create.link, "", name, value, now)
            there[name] = now
        whole = len(there) == len(record.pairs)
        rules = self._full[side] if whole else {**record.rules_of(there), MADE: side.value}
        return Made(create, seen, there, rules, whole)
