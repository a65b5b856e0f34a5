"""What really happened: who wrote what where, told apart by values that are written only once.

It watches both stores and every write that reaches them, and knows nothing of the sync.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from tests.simulation.things import Edit, Thing, text
from tests.simulation.words import most_deletes

from interlock.mapping import PairMapping, RecordMapping
from interlock.model.decisions import Direction, StartingKind, WinnerKind
from interlock.model.document import Document, RecordRow
from interlock.model.history import Entry
from interlock.model.profile import Verb
from interlock.model.value import Body, Side
from interlock.sandbox import Sandbox
from interlock.sandbox.item import StoredItem
from interlock.sandbox.log import Exchange

CONSTANTS = frozenset({"currency ↔ currency", "currency → currency", "currency ← currency"})
CLOCKS_DIFFER_S = 5.0
_JUST_NOW = timedelta(seconds=60)
_DAY = timedelta(hours=24)
_MANAGED = frozenset({"id", "created_at", "updated_at", "deleted", "archived"})


class Oracle:
    """Follows everything."""

    def __init__(
        self,
        document: Document,
        mappings: Mapping[str, RecordMapping],
        boxes: Mapping[Side, Sandbox],
        say: Callable[[str], None],
    ) -> None:
        self.document = document
        self.followed: list[tuple[datetime, Document]] = []
        """the documents that held before, each with the moment of its end"""
        self.mappings = mappings
        self.boxes = boxes
        self.say = say
        self.things: list[Thing] = []
        self.at: dict[tuple[str, Side, str], Thing] = {}
        self.edits: list[Edit] = []
        self.by_value: dict[tuple[str, str, str], list[Edit]] = {}
        self.violations: list[str] = []
        self.number = 0
        self.looked: dict[tuple[Side, str, str], tuple[int, datetime]] = {}
        """when the sync last saw an item by itself: the number of that moment, and the moment"""
        self.written: dict[tuple[Side, str], int] = {}
        self.seen_at: dict[tuple[str, Side, str, str], set[str]] = {}
        self.began: datetime | None = None
        """when the sync was started for the first time"""
        self.most_deletes = most_deletes(document)
        self.clocks_differ_s = CLOCKS_DIFFER_S
        """within which nobody can tell what was first; more where clocks are set"""
        self.sent_at: int | None = None
        """the number of the moment at which what arrives only now was sent; None where it arrives at once"""
        self.forgot = False
        """the ledger was lost, or some of what it told, and with it what was decided"""
        self.lost: set[tuple[str, str, str]] = set()
        """record, pair and value, as histories told that are no more"""
        self.before: set[tuple[str, str, str]] = set()
        """the same of what was overwritten"""
        self.coming_and_going = 0
        """how many items the sync created, deleted or archived"""
        self.people_did = 0
        self.calm = True
        """no fault, crash or loss of permission so far"""

    # Looking

    def row(self, record: str) -> RecordRow:
        """The record's row."""
        found = self.document.record(record)
        assert found is not None
        return found

    def rows(self, record: str, since: datetime) -> list[RecordRow]:
        """What every document that held at some time since then says of a record."""
        documents = [self.document, *(one for until, one in self.followed if until >= since)]
        return [row for one in documents if (row := one.record(record)) is not None]

    def follow(self, document: Document, mappings: Mapping[str, RecordMapping]) -> None:
        """From now on another document holds."""
        self.followed.append((self.boxes[Side.LEFT].clock.now(), self.document))
        self.document, self.mappings = document, mappings
        self.most_deletes = most_deletes(document)

    def record_of(self, side: Side, resource: str) -> str:
        """The record that a resource holds."""
        return next(row.name for row in self.document.records if row.resource(side) == resource)

    def item(self, thing: Thing, side: Side) -> StoredItem | None:
        """The thing's item on a side, None where it is not or no longer."""
        if side not in thing.ids:
            return None
        found = self.boxes[side].store.item(self.row(thing.record).resource(side), thing.ids[side])
        return None if found is None or found.deleted else found

    def shown(self, record: str, side: Side, body: Body) -> dict[str, str]:
        """By field pair, what a body shows as text; references are the thing's name."""
        return {name: text(value) for name, value in self.mappings[record].read(side, body, self).items()}

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:
        """For mappings: the thing stands for the link."""
        thing = self.at.get((record, side, item_id))
        return None if thing is None else str(thing)

    def id_in(self, record: str, side: Side, link: str) -> str | None:
        """For mappings; nothing is ever written by the oracle."""
        raise NotImplementedError

    def wrong(self, law: str, what: str) -> None:
        """Note a violation."""
        line = f"{law}: {what}"
        if line not in self.violations:
            self.violations.append(line)
            self.say(f"!!! {line}")

    # People

    def old(self, thing: Thing) -> bool | None:
        """Whether it was there before the start; None where that cannot be told by clocks that differ."""
        if self.began is None or thing.made_at is None:
            return True
        age = thing.made_at - self.began
        return None if abs(age.total_seconds()) < self.clocks_differ_s else age < timedelta(0)

    def made(self, record: str, ids: Mapping[Side, str]) -> Thing:
        """People made an item, or the same on both sides."""
        now = self.boxes[Side.LEFT].clock.now()
        thing = Thing(len(self.things) + 1, record, dict(ids), set(ids), made_at=now)
        self.things.append(thing)
        for side, item_id in ids.items():
            self.at[record, side, item_id] = thing
        for side in ids:
            self._written(thing, side, {})
        return thing

    def edited(self, thing: Thing, side: Side, before: Body) -> None:
        """People edited an item."""
        self._written(thing, side, self.shown(thing.record, side, before))

    def _written(self, thing: Thing, side: Side, before: Mapping[str, str]) -> None:
        self.people_did += 1
        self.number += 1
        item = self.item(thing, side)
        assert item is not None
        at = self.boxes[side].clock.now()
        for pair, now in self.shown(thing.record, side, item.body).items():
            was = before.get(pair, "")
            self._note_reference(thing, side, item.body, pair)
            if now == was:
                continue
            self._replaced(thing, pair, was)
            if not now or pair in CONSTANTS or self._refers(thing.record, pair):
                continue
            edit = Edit(self.number, at, thing, side, pair, now)
            self.edits.append(edit)
            self.by_value.setdefault((thing.record, pair, now), []).append(edit)
            self.seen_at.setdefault((thing.record, side, thing.ids[side], pair), set()).add(now)

    def _note_reference(self, thing: Thing, side: Side, body: Body, pair: str) -> None:
        refers = self._refers(thing.record, pair)
        if not refers:
            return
        known = self.mappings[thing.record].pair(pair)
        assert known is not None
        value = body.get(str(known.fields(side)[0]))
        parent = self.at.get((refers, side, str(value)))
        if parent is not None and parent not in thing.refs:
            thing.refs.append(parent)

    def _refers(self, record: str, pair: str) -> str | None:
        known = self.mappings[record].pair(pair)
        return None if known is None else known.refers_to

    def _replaced(self, thing: Thing, pair: str, was: str) -> None:
        for edit in self.wrote(thing, pair, was):
            edit.replaced = True

    def wrote(self, thing: Thing, pair: str, value: str) -> list[Edit]:
        """The edits by which that value came to that thing."""
        return [edit for edit in self.by_value.get((thing.record, pair, value), ()) if edit.thing is thing]

    def split(self, thing: Thing, side: Side) -> Thing:
        """What was made on both sides is not the same any more: its item on that side becomes a thing of its own."""
        item_id = thing.ids.pop(side)
        own = Thing(
            len(self.things) + 1, thing.record, {side: item_id}, {side}, refs=list(thing.refs), made_at=thing.made_at
        )
        own.twin = thing
        thing.made_by_people.discard(side)
        self.things.append(own)
        self.at[thing.record, side, item_id] = own
        for edit in self.edits:
            if edit.thing is thing and edit.side is side:
                edit.thing = own
        for one in self.things:
            if thing in one.refs:
                one.refs.append(own)
        self.say(f"    ({thing} on the {side.value} is {own} from now on)")
        return own

    def deleted(self, thing: Thing, side: Side, before: StoredItem, *, known: bool) -> None:
        """People deleted an item: what it showed is what they meant to delete. `known` tells that it was linked."""
        self.people_did += 1
        self.number += 1
        if not known and side not in thing.made_by_people:
            thing.unheard.add(side)
        thing.deleted[side] = self.boxes[side].clock.now()
        for pair, was in self.shown(thing.record, side, before.body).items():
            self._replaced(thing, pair, was)

    def brought_back(self, thing: Thing, side: Side) -> Thing:
        """People took an item out of the bin; what it stands for from now on."""
        self.people_did += 1
        self.number += 1
        thing = self._twin_again(thing, side)
        thing.back[side] = self.number
        thing.deleted.pop(side, None)
        thing.removed.pop(side, None)
        self.written[side, thing.ids[side]] = self.number
        return thing

    def _twin_again(self, thing: Thing, side: Side) -> Thing:
        """What comes back as it was, and was split from its twin, is the same as that again."""
        key = self._key(thing, side)
        for other in self.things:
            splits = other.twin is thing or thing.twin is other
            if splits and side not in other.ids and key and key == self._key(other, side.other):
                other.made_by_people.add(side)
                self._becomes(thing, side, other)
                return other
        return thing

    def _key(self, thing: Thing, side: Side) -> str:
        item = self.item(thing, side)
        return "" if item is None else "|".join(self.mappings[thing.record].match_key(side, item.body) or ())

    def _becomes(self, thing: Thing, side: Side, other: Thing) -> None:
        """An item of one thing is that of another from now on, and so are the edits."""
        other.ids[side] = thing.ids.pop(side)
        self.at[thing.record, side, other.ids[side]] = other
        for edit in self.edits:
            if edit.thing is thing:
                edit.thing = other
        self.say(f"    ({thing} on the {side.value} is {other} from now on)")

    def merged(self, loser: Thing, winner: Thing, side: Side, before: Mapping[Thing, Body]) -> None:
        """People merged an item into another; `before` is what all items of the side held."""
        loser.merged[side] = winner
        self.people_did += 1
        for pair, was in self.shown(loser.record, side, before[loser]).items():
            self._replaced(loser, pair, was)
        for thing, body in before.items():
            item = self.item(thing, side)
            if item is not None and item.body != body:
                self.edited(thing, side, body)

    def remember(self, entries: Iterable[Entry]) -> None:
        """People remember what a history told that is no more."""
        for entry in entries:
            self.lost.add((entry.record, entry.pair, text(entry.lost)))
            self.before.add((entry.record, entry.pair, text(entry.before)))

    def _joined(self, thing: Thing, side: Side) -> Thing:
        """What an item on a side stands for: where its counterpart was merged into one that had none, that one."""
        winner = thing.merged.get(side.other)
        while winner is not None and side.other in winner.merged:
            winner = winner.merged[side.other]
        if winner is None or side in winner.ids or side not in thing.ids:
            return thing
        self._becomes(thing, side, winner)
        return winner

    def linked(self, record: str, left_id: str, right_id: str) -> tuple[Thing | None, Thing | None]:
        """What a link joins."""
        left, right = self.at.get((record, Side.LEFT, left_id)), self.at.get((record, Side.RIGHT, right_id))
        if left is not right and left is not None and right is not None:
            if right.merged.get(Side.LEFT) is not None:
                right = self._joined(right, Side.RIGHT)
            elif left.merged.get(Side.RIGHT) is not None:
                left = self._joined(left, Side.LEFT)
        return left, right

    # The sync

    def answered(self, side: Side, before: Mapping[str, StoredItem], exchange: Exchange) -> None:
        """A request of the sync was answered, or at least done."""
        self.number += 1
        if exchange.resource is None:
            return
        resource = exchange.resource
        if not exchange.request.writes:
            if exchange.fault is None and exchange.verb is Verb.GET:
                self.looked[side, resource, str(exchange.item_id)] = (self._number_at(side, exchange.at), exchange.at)
            return
        after = self.boxes[side].store.shelf(resource).items
        for item_id, item in list(after.items()):
            was = before.get(item_id)
            if was is None:
                self._created(side, resource, item)
            elif was is not item:
                self._changed(side, resource, was, item)

    def _number_at(self, side: Side, at: datetime) -> int:
        """The number of the last moment that a look at that time shows: some copies are behind."""
        lag_s = self.boxes[side].behaviours.get_lag_s
        if not lag_s:
            return self.number
        then = at - timedelta(seconds=lag_s)
        return max((edit.number for edit in self.edits if edit.at <= then), default=0)

    def _created(self, side: Side, resource: str, item: StoredItem) -> None:
        record = self.record_of(side, resource)
        written = [
            {edit.thing for edit in edits}
            for pair, value in self.shown(record, side, item.body).items()
            if (edits := self.by_value.get((record, pair, value)))
        ]
        # What was made on both sides shares its match key with its twin, and nothing else.
        tokens = set.intersection(*written) if written else set()
        tokens = {one for one in tokens if side not in one.made_by_people} or tokens
        where = f"{side.value} {resource} {item.id}"
        if len(tokens) != 1:
            names = ", ".join(sorted(map(str, tokens))) or "nobody"
            self.wrong("invention", f"{where} was created from the values of {names}")
            return
        thing = tokens.pop()
        self.at[record, side, item.id] = thing
        self.coming_and_going += 1
        if side in thing.unheard:
            # It was made, its answer was lost, and it was deleted before anybody could have heard of it.
            thing.unheard.discard(side)
            thing.deleted.pop(side, None)
            thing.ids.pop(side, None)
        if side in thing.ids:
            law = "resurrection" if side in thing.deleted or side in thing.removed else "duplicate"
            self.wrong(law, f"{where} was created for {thing}, which has {thing.ids[side]} there already")
            return
        thing.ids[side] = item.id
        self.say(f"    (= {thing} on the {side.value})")
        row = self.row(record)
        missing = row.create_missing.value
        if missing is None or side not in missing.sides:
            self.wrong("against the rule", f"{where} was created for {thing}, where nothing may be created")
        starting = row.starting.value
        if (
            self.old(thing)
            and starting is not None
            and starting.kind is not StartingKind.ALL
            and not self._referred(thing)
        ):
            self.wrong("against the rule", f"{where} was created for {thing}, which was there before the start")
        self._values(thing, side, item, {})

    def _referred(self, thing: Thing) -> bool:
        return any(thing in one.refs for one in self.things)

    def _changed(self, side: Side, resource: str, was: StoredItem, item: StoredItem) -> None:
        record = self.record_of(side, resource)
        thing = self.at.get((record, side, item.id))
        where = f"{side.value} {resource} {item.id}"
        if thing is not None and not item.deleted and side.other in thing.merged:
            thing = self._joined(thing, side)
        if thing is None:
            self.wrong("invention", f"{where} was changed, which is nobody's")
            return
        direction = self.row(record).direction.value
        if direction is None or not direction.writes(side):
            self.wrong("against the direction", f"{where} of {thing} was written")
        if item.deleted and not was.deleted:
            self._removed(thing, side, was)
            return
        if item.archived != was.archived or item.body.get("archived") != was.body.get("archived"):
            self._archived(thing, side)
        before = self.shown(record, side, was.body)
        self._values(thing, side, item, before)
        mapped = {str(path) for pair in self.mappings[record].pairs for path in pair.fields(side)}
        for name in sorted(set(was.body) | set(item.body)):
            if name in mapped or name in _MANAGED or was.body.get(name) == item.body.get(name):
                continue
            if not self._unprotected(side, resource, item.id):
                self.wrong("touched", f"`{name}` of {where}, which is not mapped")

    def _unprotected(self, side: Side, resource: str, item_id: str) -> bool:
        """Whether people edited the item after the sync looked at it just before this write."""
        read = self._just_looked(side, resource, item_id)
        return read is not None and self.written.get((side, item_id), 0) > read

    def _just_looked(self, side: Side, resource: str, item_id: str) -> int | None:
        number, at = self.looked.get((side, resource, item_id), (0, None))
        fresh = at is not None and self.boxes[side].clock.now() - at < _JUST_NOW
        return number if fresh else None

    def _values(self, thing: Thing, side: Side, item: StoredItem, before: Mapping[str, str]) -> None:
        record, resource = thing.record, item.resource
        protected = self.boxes[side].profile.record(resource)
        assert protected is not None
        for pair, now in self.shown(record, side, item.body).items():
            was = before.get(pair, "")
            if now == was:
                continue
            where = f"`{pair}` of {thing} on the {side.value}"
            known = self.mappings[record].pair(pair)
            assert known is not None
            if (
                before
                and not self._unprotected(side, resource, item.id)
                and not (known.direction is Direction.BOTH or known.direction.writes(side))
            ):
                self.wrong("against the direction", f"{where} was changed from {was!r} to {now!r}")
            if known.refers_to is not None:
                if now and now not in self._parents(thing):
                    self.wrong("invention", f"{where} became {now!r}, to which it never belonged")
                continue
            if pair in CONSTANTS:
                continue
            if now and not self.wrote(thing, pair, now):
                self.wrong("invention", f"{where} became {now!r}, which nobody wrote for it")
            if was and not protected.version.known:
                self._in_window(thing, side, item, pair, was)
            if was:
                self._overruled(thing, side, known, was, now)
            shown = self.seen_at.setdefault((record, side, item.id, pair), set())
            two_way = known.direction is Direction.BOTH
            if self.calm and now in shown and now and two_way and not self._unprotected(side, resource, item.id):
                self.wrong("going back", f"{where} went back from {was!r} to {now!r}")
            shown.add(now)

    def _parents(self, thing: Thing) -> set[str]:
        """What it ever belonged to, and what people merged with that: the counterpart of one may be that of both."""
        found, known = set(thing.refs), 0
        while len(found) > known:
            known = len(found)
            for one in self.things:
                together = {one, *one.merged.values()}
                if not found.isdisjoint(together):
                    found |= together
        return {str(one) for one in found}

    def _overruled(self, thing: Thing, side: Side, pair: PairMapping, was: str, now: str) -> None:
        """What stands against another value gives way only where the document says so."""
        edits = [one for one in self.wrote(thing, pair.name, was) if one.side is side]
        other = self.seen_at.get((thing.record, side.other, thing.ids.get(side.other, ""), pair.name), set())
        if self.forgot or was in other or not edits or all(one.replaced or one.window for one in edits):
            return
        if pair.name in thing.decided or "" in thing.decided:
            return
        row = self.row(thing.record)
        winner = pair.winner or row.on_conflict.value
        both = pair.direction is Direction.BOTH
        match None if winner is None else winner.kind:
            case None | WinnerKind.HOLD | WinnerKind.REPORT:
                wrong = True
            case WinnerKind.SOURCE_OF_TRUTH:
                wrong = both and row.source_of_truth.value is side
            case WinnerKind.SIDE:
                wrong = both and winner is not None and winner.side is side
            case _:
                wrong = False
        if wrong:
            where = f"`{pair.name}` of {thing} on the {side.value}"
            self.wrong("wrong winner", f"{was!r} gave way to {now!r} in {where}")

    def _merged_and_gone(self, thing: Thing, side: Side) -> bool:
        """Whether what it was merged into is deleted: then nothing shows any more that it was not deleted, too."""
        winner = thing.merged.get(side)
        while winner is not None and side in winner.merged:
            winner = winner.merged[side]
        return winner is not None and side in winner.deleted

    def _removed(self, thing: Thing, side: Side, was: StoredItem) -> None:
        self.coming_and_going += 1
        where = f"{thing} on the {side.value}"
        merged = side.other in thing.merged and "" in thing.decided
        if not merged and not self._told_by(thing, side, "delete"):
            self.wrong("against the rule", f"{where} was deleted")
        asked = side.other in thing.merged and "" in thing.decided
        gone = side.other in thing.deleted or self._merged_and_gone(thing, side.other)
        if not gone and not asked and not self._back_unseen(thing, side.other):
            self.wrong("against the rule", f"{where} was deleted, though nobody deleted it on the other side")
        thing.removed[side] = self.boxes[side].clock.now()
        self._guarded(thing, side)
        for pair, value in self.shown(thing.record, side, was.body).items():
            self._in_window(thing, side, was, pair, value)

    def _back_unseen(self, thing: Thing, side: Side) -> bool:
        """Whether people took an item out of the bin after the sync saw last that it was gone."""
        resource = self.row(thing.record).resource(side)
        number, _ = self.looked.get((side, resource, thing.ids.get(side, "")), (0, None))
        return side in thing.back and thing.back[side] > number

    def _told_by(self, thing: Thing, side: Side, *kinds: str) -> bool:
        """Whether the delete rule wants that on a side, or did when what arrives only now was sent."""
        rules = [one.on_delete.value for one in self.rows(thing.record, self.boxes[side].clock.now() - _JUST_NOW)]
        return any(rule is not None and rule.kind.value in kinds and rule.only_in in (None, side) for rule in rules)

    def _in_window(self, thing: Thing, side: Side, item: StoredItem, pair: str, value: str) -> None:
        """Note the value, just overwritten, if the sync could not have known it."""
        read = self._just_looked(side, item.resource, item.id)
        if self.sent_at is not None:  # no look after it was sent could have held it back
            read = self.sent_at if read is None else min(read, self.sent_at)
        for edit in self.wrote(thing, pair, value):
            edit.window |= read is not None and edit.number > read and edit.side is side

    def _archived(self, thing: Thing, side: Side) -> None:
        self.coming_and_going += 1
        row = self.row(thing.record)
        where = f"{thing} on the {side.value}"
        # What is asked for and approved is done in the way that loses nothing.
        asked = self._told_by(thing, side, "ask") and "" in thing.decided
        archives = self._told_by(thing, side, "archive")
        gone = side.other in thing.deleted or self._back_unseen(thing, side.other)
        merged = side.other in thing.merged and "" in thing.decided
        by_delete = ((archives or asked) and gone) or merged
        by_leaving = row.when_it_leaves.value is not None and row.when_it_leaves.value.value == "archive"
        if not by_delete and not (by_leaving and thing.left_scope):
            self.wrong("against the rule", f"{where} was archived, though nothing asks for it")
        if side in thing.archived and by_delete:
            self.wrong("against the rule", f"{where} was archived twice")
        thing.archived.add(side)
        if by_delete:
            thing.removed[side] = self.boxes[side].clock.now()
            self._guarded(thing, side)

    def _guarded(self, thing: Thing, side: Side) -> None:
        """No more items go within a day than the document says, unless somebody decided so."""
        if self.most_deletes is None:
            return
        now = self.boxes[side].clock.now()
        gone = [
            one
            for one in self.things
            if one.record == thing.record and side in one.removed and not one.decided and now - one.removed[side] < _DAY
        ]
        if len(gone) > self.most_deletes:
            self.wrong("guard", f"{len(gone)} of {thing.record} went on the {side.value} within a day, unasked")
