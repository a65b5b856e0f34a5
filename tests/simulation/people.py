"""People at work on both sides; every value they write is written only once."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import timedelta

from tests.simulation.arranging import arrange, more_of, promote, swap
from tests.simulation.described import KINDS, Kind
from tests.simulation.naming import name_others, named_by
from tests.simulation.things import Thing
from tests.simulation.weights import WEIGHTS
from tests.simulation.world import SIDES, World

from interlock.model.value import JSON, Body, Side

RECORDS = ("Client", "Invoice")
FIELDS: dict[tuple[str, Side], tuple[str, ...]] = {
    ("Client", Side.LEFT): ("phone", "name", "score"),
    ("Client", Side.RIGHT): ("tel", "title", "rating"),
    ("Invoice", Side.LEFT): ("total", "memo", "cents"),
    ("Invoice", Side.RIGHT): ("amount", "words", "sum"),
}


class People:
    """What people do, at random."""

    def __init__(self, world: World, weights: Mapping[str, int] | None = None) -> None:
        self.world = world
        self.oracle = world.oracle
        self.weights = WEIGHTS if weights is None else weights
        self.tokens = 0
        self.late_s = 0.0
        """how long ago what is done now was begun"""
        self.meanwhile = False
        """the sync is at work"""

    def act(self, rng: random.Random) -> None:
        """Do one thing."""
        name = rng.choices(list(self.weights), list(self.weights.values()))[0]
        # What is made on both sides between the two looks of the sync cannot be told apart.
        if not self.meanwhile or name != "twins":
            _ACTS[name](self, rng)

    # Values

    def token(self) -> str:
        """A text that nobody wrote before."""
        self.tokens += 1
        return f"t{self.tokens}"

    def value(self, name: str) -> JSON:
        """A value for a field."""
        if name in ("cents", "sum"):
            self.tokens += 1
            return self.tokens if name == "cents" else self.tokens / 100
        if name in ("email", "mail"):
            return f"{self.token()}@x.example"
        return self.token()

    # Choosing

    def there(self, record: str, side: Side) -> list[Thing]:
        """What is on a side."""
        return [one for one in self.oracle.things if one.record == record and self.oracle.item(one, side) is not None]

    def some(self, rng: random.Random, *, both: bool = False) -> tuple[Thing, Side] | None:
        """A thing with a side on which it is, rather one that was touched lately."""
        side = rng.choice(SIDES)
        record = rng.choice(["Client", "Client", "Invoice"])
        found = [one for one in self.there(record, side) if not both or self.oracle.item(one, side.other) is not None]
        if not found:
            return None
        return rng.choice(found[-4:] if rng.random() < 0.5 else found), side

    # Acts

    def create(self, rng: random.Random) -> None:
        """A new item."""
        record = rng.choice(["Client", "Client", "Invoice"])
        side = rng.choice(SIDES) if record == "Client" else rng.choice([Side.LEFT, Side.LEFT, Side.RIGHT])
        self.insert(rng, record, (side,))

    def twins(self, rng: random.Random) -> None:
        """The same on both sides at the same time; where lists lag, nobody could see the other in time."""
        if not any(manner.lag_s or manner.get_lag_s for manner in self.world.setting.manners):
            self.insert(rng, "Client", SIDES)

    def insert(self, rng: random.Random, record: str, sides: tuple[Side, ...], *, key: JSON = None) -> None:
        """A new item, on one side or the same on both; what it is recognised by is new unless given."""
        if key is None:
            key = self.value("email" if record == "Client" else "number")
            if rng.random() < 0.04 and len(sides) == 1:
                key = None
        ids: dict[Side, str] = {}
        for side in sides:
            body = self._body(rng, record, side, key)
            if body is None:
                return
            kind = KINDS[side][RECORDS.index(record)]
            ids[side] = self.world.boxes[side].store.insert(kind.name, body)
        thing = self.oracle.made(record, ids)
        for side in sides:
            item = self.oracle.item(thing, side)
            assert item is not None
            self.oracle.written[side, item.id] = self.oracle.number
            self.world.hint(side, item.resource, item.id)
            self.world.say(f"{side.value:5} people create {thing} [{item.id}]: {_brief(item.body)}")

    def _body(self, rng: random.Random, record: str, side: Side, key: JSON) -> Body | None:
        kind = KINDS[side][RECORDS.index(record)]
        body: Body = {} if key is None else {kind.key: key}
        for n, name in enumerate(FIELDS[record, side]):
            if n == 0 or rng.random() < 0.8:
                body[name] = self.value(name)
        if record == "Client":
            body["kind"] = "customer" if rng.random() < 0.85 else "supplier"
        else:
            parents = self.there("Client", side)
            if not parents:
                return None
            parent = rng.choice(parents)
            body[kind.refers] = self.id_of(side, parent.ids[side])
            body["currency"] = "EUR"
        if record == "Client":
            body |= more_of(self, rng, side)
        body |= named_by(self, rng, record, side)
        body[_unmapped(record, side)] = self.token()
        return body

    def id_of(self, side: Side, item_id: str) -> JSON:
        """An id as the system shows it."""
        return int(item_id) if self.world.setting.traits[SIDES.index(side)].ids == "integer" else item_id

    def edit(self, rng: random.Random) -> None:
        """A field or two."""
        chosen = self.some(rng)
        if chosen is not None:
            thing, side = chosen
            names = rng.sample(FIELDS[thing.record, side], rng.choice([1, 1, 2]))
            self.change(thing, side, {name: self.value(name) for name in names})

    def late(self, rng: random.Random) -> None:
        """A field is edited in a transaction that took a while."""
        self.late_s = rng.choice([2, 30, 90])
        self.edit(rng)
        self.late_s = 0.0

    def clear(self, rng: random.Random) -> None:
        """A field is emptied."""
        chosen = self.some(rng)
        if chosen is not None:
            thing, side = chosen
            self.change(thing, side, {rng.choice(FIELDS[thing.record, side]): None})

    def edit_both(self, rng: random.Random) -> None:
        """The same field on both sides."""
        chosen = self.some(rng, both=True)
        if chosen is None:
            return
        thing, side = chosen
        n = rng.randrange(3)
        for one in (side, side.other):
            name = FIELDS[thing.record, one][n]
            self.change(thing, one, {name: self.value(name)})

    def answer(self, rng: random.Random) -> None:
        """What came from the other side is edited again where it came to."""
        edits = [one for one in self.oracle.edits[-30:] if one.thing.record == "Client" or one.pair.startswith("memo")]
        for edit in rng.sample(edits, len(edits)):
            thing, there = edit.thing, edit.side.other
            item = self.oracle.item(thing, there)
            pair = self.world.mappings[thing.record].pair(edit.pair)
            if item is None or pair is None or edit.replaced:
                continue
            name = str(pair.fields(there)[0])
            if (
                name in FIELDS[thing.record, there]
                and self.oracle.shown(thing.record, there, item.body)[edit.pair] == edit.value
            ):
                self.change(thing, there, {name: self.value(name)})
                return

    def edit_across(self, rng: random.Random) -> None:
        """Different fields of the same item on both sides."""
        chosen = self.some(rng, both=True)
        if chosen is None:
            return
        thing, side = chosen
        first, second = rng.sample(range(3), 2)
        for one, n in ((side, first), (side.other, second)):
            name = FIELDS[thing.record, one][n]
            self.change(thing, one, {name: self.value(name)})

    def rename(self, rng: random.Random) -> None:
        """The field by which items are recognised."""
        chosen = self.some(rng)
        if chosen is not None:
            thing, side = chosen
            key = KINDS[side][RECORDS.index(thing.record)].key
            self.change(thing, side, {key: self.value("email" if thing.record == "Client" else "number")})

    def reparent(self, rng: random.Random) -> None:
        """An invoice goes to another client."""
        side = rng.choice([Side.LEFT, Side.LEFT, Side.RIGHT])
        children, parents = self.there("Invoice", side), self.there("Client", side)
        if children and parents:
            name = KINDS[side][1].refers
            self.change(rng.choice(children), side, {name: self.id_of(side, rng.choice(parents).ids[side])})

    def sort(self, rng: random.Random) -> None:
        """A client becomes something else, or is one again."""
        clients = self.there("Client", Side.LEFT)
        if clients:
            thing = rng.choice(clients)
            item = self.oracle.item(thing, Side.LEFT)
            assert item is not None
            now = "supplier" if item.body.get("kind") == "customer" else "customer"
            thing.left_scope |= now == "supplier"
            self.change(thing, Side.LEFT, {"kind": now})

    def remark(self, rng: random.Random) -> None:
        """A field that is not mapped."""
        chosen = self.some(rng)
        if chosen is not None:
            thing, side = chosen
            self.change(thing, side, {_unmapped(thing.record, side): self.token()})

    def delete(self, rng: random.Random) -> None:
        """An item goes."""
        chosen = self.some(rng)
        if chosen is not None:
            self.remove(*chosen)

    def delete_both(self, rng: random.Random) -> None:
        """An item goes on both sides."""
        chosen = self.some(rng, both=True)
        if chosen is not None:
            thing, side = chosen
            self.remove(thing, side)
            self.remove(thing, side.other)

    def delete_and_edit(self, rng: random.Random) -> None:
        """An item goes here while it is edited there."""
        chosen = self.some(rng, both=True)
        if chosen is not None:
            thing, side = chosen
            name = rng.choice(FIELDS[thing.record, side.other])
            self.change(thing, side.other, {name: self.value(name)})
            self.remove(thing, side)

    def bring_back(self, rng: random.Random) -> None:
        """An item that is gone is taken out of the bin."""
        gone = [
            (thing, side)
            for thing in self.oracle.things
            for side in SIDES
            if side in thing.ids
            and side not in thing.unheard
            and side not in thing.merged
            and self.oracle.item(thing, side) is None
        ]
        if not gone:
            return
        thing, side = rng.choice(gone)
        kind = KINDS[side][RECORDS.index(thing.record)]
        if kind.refers and not self._has_parent(thing, side, kind):
            return
        self.world.boxes[side].store.bring_back(kind.name, thing.ids[side])
        thing = self.oracle.brought_back(thing, side)
        self.world.say(f"{side.value:5} people take {thing} [{thing.ids[side]}] out of the bin")
        self.world.hint(side, kind.name, thing.ids[side])

    def _has_parent(self, thing: Thing, side: Side, kind: Kind) -> bool:
        store = self.world.boxes[side].store
        item = store.item(kind.name, thing.ids[side])
        parent = None if item is None else store.item(kind.parent, str(item.body.get(kind.refers)))
        return parent is not None and not parent.deleted

    def merge(self, rng: random.Random) -> None:
        """Two clients are found to be the same, and merged into one."""
        side = rng.choice(SIDES)
        if not self.world.setting.manners[SIDES.index(side)].merged:
            return
        there = [one for one in self.there("Client", side) if not self._unknown_twin(one, side)]
        there = [one for one in there if not self._unheard(one, side)]
        if len(there) < 2:
            return
        loser, winner = rng.sample(there, 2)
        kind, children = KINDS[side]
        store = self.world.boxes[side].store
        before = {one: item.body for one in self.oracle.things if (item := self.oracle.item(one, side)) is not None}
        self.world.say(f"{side.value:5} people merge {loser} [{loser.ids[side]}] into {winner} [{winner.ids[side]}]")
        store.merge(kind.name, loser.ids[side], winner.ids[side])
        self.oracle.merged(loser, winner, side, before)
        for name, thing in ((kind.name, loser), (kind.name, winner)):
            self.oracle.written[side, thing.ids[side]] = self.oracle.number
            self.world.hint(side, name, thing.ids[side])
        for child in self.there("Invoice", side):
            if before[child] is not store.shelf(children.name).items[child.ids[side]].body:
                self.world.hint(side, children.name, child.ids[side])

    # What they come down to

    def change(self, thing: Thing, side: Side, fields: dict[str, JSON]) -> None:
        """Other values for some fields of an item, if it is there."""
        item = self.oracle.item(thing, side)
        if item is None:
            return
        kind = KINDS[side][RECORDS.index(thing.record)]
        if kind.key in fields:
            if self._half_known_twin(thing, side) or self._unheard(thing, side):
                return
            thing = self._own(thing, side)
        self.world.say(f"{side.value:5} people edit {thing} [{item.id}]: {_brief(fields)}")
        store = self.world.boxes[side].store
        # A long transaction shows only now what is stamped with the moment of its beginning.
        at = max(item.updated_at, store.now() - timedelta(seconds=self.late_s)) if self.late_s else None
        store.change(kind.name, item.id, fields, at=at)
        self.oracle.edited(thing, side, item.body)
        self.oracle.written[side, item.id] = self.oracle.number
        self.world.hint(side, kind.name, item.id)

    def remove(self, thing: Thing, side: Side) -> None:
        """An item goes, if it is there."""
        item = self.oracle.item(thing, side)
        if item is None:
            return
        if self._half_known_twin(thing, side):
            return
        thing = self._own(thing, side)
        self.world.say(f"{side.value:5} people delete {thing} [{item.id}]")
        known = self.world.link_at(thing.record, side, item.id) is not None
        self.world.boxes[side].store.remove(item.resource, item.id)
        self.oracle.deleted(thing, side, item, known=known)
        self.world.hint(side, item.resource, item.id)

    def _own(self, thing: Thing, side: Side) -> Thing:
        """The thing, or what becomes of it where it was made on both sides and is not yet known as the same."""
        return self.oracle.split(thing, side) if self._unknown_twin(thing, side) else thing

    def _unheard(self, thing: Thing, side: Side) -> bool:
        """Whether the sync made the item and does not know it yet: with another key nobody could tell what it is."""
        if side in thing.made_by_people:
            return False
        return self.world.link_at(thing.record, side, thing.ids[side]) is None

    def _half_known_twin(self, thing: Thing, side: Side) -> bool:
        """Whether the sync may have seen it by now, and has not yet linked it with what it was made together with."""
        if not self._unknown_twin(thing, side):
            return False
        return self.meanwhile or self.world.ledger.seen(thing.record, side, thing.ids[side]) is not None

    def _unknown_twin(self, thing: Thing, side: Side) -> bool:
        if thing.made_by_people != set(SIDES):
            return False
        return self.world.link_at(thing.record, side, thing.ids[side]) is None


def _unmapped(record: str, side: Side) -> str:
    if record == "Client":
        return "remark" if side is Side.LEFT else "note"
    return "hint"


def _brief(body: Body) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in body.items() if not name.endswith("_at") and name != "id")


_ACTS: dict[str, Callable[[People, random.Random], None]] = {
    "create": People.create,
    "twins": People.twins,
    "edit": People.edit,
    "clear": People.clear,
    "late": People.late,
    "edit both": People.edit_both,
    "edit across": People.edit_across,
    "answer": People.answer,
    "rename": People.rename,
    "reparent": People.reparent,
    "sort": People.sort,
    "remark": People.remark,
    "delete": People.delete,
    "delete both": People.delete_both,
    "delete and edit": People.delete_and_edit,
}
_ACTS |= {"bring back": People.bring_back, "merge": People.merge}
_ACTS |= {"arrange": arrange, "promote": promote, "swap": swap, "name": name_others}
