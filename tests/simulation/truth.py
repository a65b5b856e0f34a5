"""What really happened: who wrote what where, told apart by values that are written only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from tests.simulation.things import Edit, Thing, elements, named, same_but_for_order, text
from tests.simulation.words import most_deletes

from interlock.mapping import RecordMapping
from interlock.model.document import Document, RecordRow
from interlock.model.history import Entry
from interlock.model.value import Body, Canonical, Side
from interlock.sandbox import Sandbox
from interlock.sandbox.item import StoredItem

CONSTANTS = frozenset({"currency ↔ currency", "currency → currency", "currency ← currency"})
CLOCKS_DIFFER_S = 5.0


class Truth:
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
        self.wrote_last: dict[tuple[Thing, str, str], Side] = {}
        """the side on which people wrote a value of a thing's field pair last"""
        self.taken_at: dict[tuple[Thing, str, str], tuple[int, datetime]] = {}
        """when people took an element out of a set last: the number of that moment, and the moment"""
        self.violations: list[str] = []
        self.number = 0
        self.looked: dict[tuple[Side, str, str], tuple[int, datetime]] = {}
        """when the sync last saw an item by itself: the number of that moment, and the moment"""
        self.first_look: dict[tuple[Side, str, str], int] = {}
        """the number of the moment at which it did so for the first time"""
        self.wrote_at: dict[tuple[Side, str, str], int] = {}
        """the number of the moment at which the sync wrote an item last"""
        self.reordered: set[tuple[Thing, str]] = set()
        """lists that people put in another order before the sync looked at what it had written"""
        self.written: dict[tuple[Side, str], int] = {}
        self.seen_at: dict[tuple[str, Side, str, str], set[str]] = {}
        """every value that an item ever showed, by record, side, id and pair"""
        self.met_at: dict[tuple[str, Side, str, str], set[str]] = {}
        """those of them that are sets and that the sync wrote, or that the other side showed at the same time"""
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
        self.pass_began: int | None = None
        """the number of the moment at which the present pass of the sync began, where that is known"""
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
            self._note_references(thing, pair, now)
            if now == was:
                continue
            if self.is_set(thing.record, pair):
                self.seen_at.setdefault((thing.record, side, thing.ids[side], pair), set()).add(now)
                self._note_met(thing, side, pair, now)
                for gone in elements(was) - elements(now):
                    self._replaced(thing, pair, gone)
                    self.taken_at[thing, pair, gone] = (self.number, self.boxes[Side.LEFT].clock.now())
                for new in sorted(elements(now) - elements(was)):
                    again = bool(self.wrote(thing, pair, new))
                    self._note_edit(Edit(self.number, at, thing, side, pair, new, again=again))
                continue
            self._replaced(thing, pair, was)
            if not now or pair in CONSTANTS or self.refers(thing.record, pair):
                continue
            self.wrote_last[thing, pair, now] = side
            if self._lists(thing.record, pair) and same_but_for_order(was, now) and self._not_looked_at(thing, side):
                self.reordered.add((thing, pair))
            if self._lists(thing.record, pair) and self.wrote(thing, pair, now):
                continue  # a list without its last element is what it was before: nothing new was written
            edit = Edit(self.number, at, thing, side, pair, now)
            self._note_edit(edit)
            self.seen_at.setdefault((thing.record, side, thing.ids[side], pair), set()).add(now)

    def _note_met(self, thing: Thing, side: Side, pair: str, now: str) -> None:
        other = self.item(thing, side.other)
        if other is not None and self.shown(thing.record, side.other, other.body)[pair] == now:
            for one in (side, side.other):
                self.met_at.setdefault((thing.record, one, thing.ids[one], pair), set()).add(now)

    def _note_edit(self, edit: Edit) -> None:
        self.edits.append(edit)
        self.by_value.setdefault((edit.thing.record, edit.pair, edit.value), []).append(edit)

    def _not_looked_at(self, thing: Thing, side: Side) -> bool:
        """Whether the sync has not looked at the item since it wrote it last."""
        key = (side, self.row(thing.record).resource(side), thing.ids[side])
        return self.wrote_at.get(key, 0) > self.looked.get(key, (0, None))[0]

    def _lists(self, record: str, pair: str) -> bool:
        known = self.mappings[record].pair(pair)
        return known is not None and bool(known.parts)

    def is_set(self, record: str, pair: str) -> bool:
        """Whether the values of a pair are sets, of which each element was written by somebody."""
        known = self.mappings[record].pair(pair)
        return known is not None and known.elementwise

    def _note_references(self, thing: Thing, pair: str, now: str) -> None:
        if self.refers(thing.record, pair) is None:
            return
        for name in named(now):
            parent = next((one for one in self.things if str(one) == name), None)
            if parent is not None and parent not in thing.refs:
                thing.refs.append(parent)

    def refers(self, record: str, pair: str) -> str | None:
        known = self.mappings[record].pair(pair)
        return None if known is None else known.refers_to

    def _replaced(self, thing: Thing, pair: str, was: str) -> None:
        several = self.is_set(thing.record, pair) and was.startswith("[")
        for value in elements(was) if several else (was,):
            for edit in self.wrote(thing, pair, value):
                edit.replaced = True

    def wrote(self, thing: Thing, pair: str, value: str) -> list[Edit]:
        """The edits by which that value came to that thing."""
        known = self.by_value.get((thing.record, pair, value), ())
        return [edit for edit in known if edit.thing is thing and edit.value == value]

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
        self._named_otherwise(thing, own, side)
        self.say(f"    ({thing} on the {side.value} is {own} from now on)")
        return own

    def deleted(self, thing: Thing, side: Side, before: StoredItem, *, known: bool) -> None:
        """People deleted an item: what it showed is what they meant to delete. `known` tells that it was linked."""
        self.people_did += 1
        self.number += 1
        if not known and side not in thing.made_by_people:
            thing.unheard.add(side)
        thing.deleted[side] = self.boxes[side].clock.now()
        thing.deleted_first.setdefault(side, thing.deleted[side])
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
        other.refs.extend(one for one in thing.refs if one not in other.refs)
        replaced = [edit for edit in self.edits if edit.thing is thing and edit.replaced]
        for edit in self.edits:
            if edit.thing is thing:
                edit.thing = other
        for edit in replaced:  # a value that a merge carried over is the one that was replaced on the other side
            for same in self.wrote(other, edit.pair, edit.value):
                same.replaced = True
        self._named_otherwise(thing, other, side)
        self.say(f"    ({thing} on the {side.value} is {other} from now on)")

    def _named_otherwise(self, thing: Thing, other: Thing, side: Side) -> None:
        """What people wrote on a side when they named a thing names another one from now on."""
        for edit in self.edits:
            refers = self.refers(edit.thing.record, edit.pair)
            if refers == thing.record and edit.side is side and edit.value == str(thing):
                edit.value = str(other)
                self.by_value.setdefault((edit.thing.record, edit.pair, edit.value), []).append(edit)

    def merged(self, loser: Thing, winner: Thing, side: Side, before: Mapping[Thing, Body]) -> None:
        """People merged an item into another; `before` is what all items of the side held."""
        loser.merged[side] = winner
        loser.merged_at[side] = self.boxes[side].clock.now()
        self.people_did += 1
        for pair, was in self.shown(loser.record, side, before[loser]).items():
            self._replaced(loser, pair, was)
        for thing, body in before.items():
            item = self.item(thing, side)
            if item is not None and item.body != body:
                self.edited(thing, side, body)

    def forget(self, entries: Iterable[Entry]) -> None:
        """The ledger is lost, and with it what was linked; what is gone on both sides nobody can recognise again."""
        self.calm = False
        self.forgot = True
        self.remember(entries)
        for thing in self.things:
            if all(self.item(thing, side) is None for side in thing.ids):
                thing.unheard |= set(thing.ids)

    def remember(self, entries: Iterable[Entry]) -> None:
        """People remember what a history told that is no more."""
        for entry in entries:
            self.lost.add((entry.record, entry.pair, self.told(entry, entry.lost)))
            self.before.add((entry.record, entry.pair, self.told(entry, entry.before)))

    def told(self, entry: Entry, value: Canonical) -> str:
        """A value of a history as text; where it names other items by the ids that they have there, their things."""
        refers = self.refers(entry.record, entry.pair) if entry.pair else None
        if refers is None or not isinstance(value, tuple) or entry.side is None:
            return text(value)
        found = (self.at.get((refers, entry.side, str(one))) for one in value)
        return text(tuple(str(one) for one in found if one is not None))

    def joined(self, thing: Thing, side: Side) -> Thing:
        """What an item on a side stands for: where its counterpart was merged into one that had none, that one."""
        winner = self._winner(thing, side.other)
        if winner is None or self.item(winner, side) is not None or side not in thing.ids:
            return thing
        if self._hidden_yet(thing, side.other):
            return thing
        self._becomes(thing, side, winner)
        return winner

    def _hidden_yet(self, thing: Thing, side: Side) -> bool:
        """Whether a look at the merged item may still show it as it was: copies are behind."""
        box = self.boxes[side]
        at = thing.merged_at.get(side)
        return at is not None and (box.clock.now() - at).total_seconds() <= box.behaviours.get_lag_s

    def _winner(self, thing: Thing, side: Side) -> Thing | None:
        """What an item was merged into on a side, in the end."""
        winner = thing.merged.get(side)
        while winner is not None and side in winner.merged:
            winner = winner.merged[side]
        return winner

    def linked(self, record: str, left_id: str, right_id: str) -> tuple[Thing | None, Thing | None]:
        """What a link joins: where one was merged into the other and the sync has not heard of it yet, that one."""
        left, right = self.at.get((record, Side.LEFT, left_id)), self.at.get((record, Side.RIGHT, right_id))
        if left is not right and left is not None and right is not None:
            if right.merged.get(Side.LEFT) is not None:
                right = self.joined(right, Side.RIGHT)
            elif left.merged.get(Side.RIGHT) is not None:
                left = self.joined(left, Side.LEFT)
            for thing, other, side in ((left, right, Side.LEFT), (right, left, Side.RIGHT)):
                if self._winner(thing, side) is other:
                    return other, other
        return left, right
