"""The items that the bench makes, and how it finds them and their counterparts again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial

from interlock.errors import InterlockError
from interlock.model.document import Document, RecordRow
from interlock.model.path import Path, get, put
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.value import ABSENT, JSON, Body, Side
from interlock.verify.compare import Reader
from interlock.verify.fixtures.conditions import holds
from interlock.verify.fixtures.make import Maker, Ticket
from interlock.verify.fixtures.wire import as_field_shows
from interlock.verify.fixtures.wish import Wish
from interlock.verify.index import Index, Stored, key_of
from interlock.verify.pairs import NaivePair, bare, read_record
from interlock.verify.stand import Stand
from interlock.verify.steps._base import CannotTell
from interlock.verify.subject import Subject
from interlock.verify.trace import mark


class Inventory:
    """All items of both systems: made here, or found by their marks. `first` is how many marks were used before."""

    def __init__(
        self,
        document: Document,
        profiles: Mapping[Side, SystemProfile],
        sandboxes: Mapping[Side, Stand],
        seed: int,
        first: int = 0,
    ) -> None:
        self.document = document
        self.profiles = profiles
        self.sandboxes = sandboxes
        self.background: dict[str, list[Subject]] = {}
        self.alone: list[Subject] = []
        self.revision = 0
        """Counts what happened to the stores; whoever writes past this inventory calls `touch`."""
        self._seed = seed
        self._made = first
        self._readers: dict[str, Reader] = {}
        self._makers: dict[tuple[str, Side], Maker] = {}
        self._named: dict[tuple[str, Side, Wish], Wish] = {}
        self._keys: dict[str, set[tuple[str, ...]]] = {}

    @property
    def made(self) -> int:
        """How many marks are used."""
        return self._made

    def touch(self) -> None:
        """Note that a store may have changed."""
        self.revision += 1

    # What is known of a record

    def reader(self, record: RecordRow) -> Reader:
        """The record's rows with what is needed to read them.

        Raises:
            CannotTell: a side's description does not have the record.
        """
        if record.name not in self._readers:
            profiles = {side: self.profile(record, side) for side in Side}
            rows = read_record(record, profiles)
            self._readers[record.name] = Reader(rows, profiles, self.document.tables, self.counterpart)
        return self._readers[record.name]

    def profile(self, record: RecordRow, side: Side) -> RecordProfile:
        """What is known of the record on a side.

        Raises:
            CannotTell: nothing is.
        """
        found = self.profiles[side].record(record.resource(side))
        if found is None:
            raise CannotTell(
                f"the description of {self.document.system(side).name} has no `{record.resource(side)}`,"
                f" so no {record.name} can be made there"
            )
        return found

    def references(self, record: RecordRow, side: Side) -> Mapping[str, str]:
        """The records that this one refers to, by the bare path of the field on a side."""
        found: dict[str, str] = {}
        for pair in self.reader(record).rows.every:
            name = pair.expectation.refers(pair.use.args)
            row = self.document.record(name) if name else None
            if row is not None:
                prefix = pair.array[side].parts if pair.array else ()
                found |= {bare(Path((*prefix, *path.parts))): row.name for path in pair.fields[side]}
        return found

    def maker(self, record: RecordRow, side: Side) -> Maker:
        """Who makes bodies of the record for a side."""
        at = (record.name, side)
        if at not in self._makers:
            self._makers[at] = Maker(side, self.reader(record), self.references(record, side))
        return self._makers[at]

    def path(self, record: RecordRow, side: Side, name: str) -> Path:
        """The field of that name on a side; a name of the other side stands for the field that it is mapped to.

        Raises:
            CannotTell: neither description has it, or it is mapped to no single field.
        """
        profile = self.profile(record, side)
        wanted = Path.of(name)
        for known in profile.fields:
            if bare(known.path) == bare(wanted):
                return known.path
        rows = self.reader(record).rows
        for pair in rows.every:
            if pair.mentions(side.other, wanted) and len(pair.fields[side]) == 1:
                prefix = pair.array[side].parts if pair.array else ()
                return Path((*prefix, *pair.fields[side][0].parts))
        for array in rows.arrays:
            if bare(array.arrays[side.other]) == bare(wanted):
                return array.arrays[side]
        for match in record.matched_by.value.pairs if record.matched_by.value is not None else ():
            here, there = (match.left, match.right) if side is Side.LEFT else (match.right, match.left)
            if bare(there) == bare(wanted):
                return here
        raise CannotTell(f"no field `{name}` of {record.name} is known in {self.document.system(side).name}")

    def named(self, record: RecordRow, side: Side, wish: Wish) -> Wish:
        """The wish with every field by the name that it has on a side.

        Raises:
            CannotTell: a field is not known.
        """
        at = (record.name, side, wish)
        if at not in self._named:
            self._named[at] = replace(
                wish,
                values=tuple((str(self.path(record, side, name)), value) for name, value in wish.values),
                elements=tuple((str(self.path(record, side, name)), count) for name, count in wish.elements),
                present=tuple(str(self.path(record, side, name)) for name in wish.present),
                absent=tuple(str(self.path(record, side, name)) for name in wish.absent),
            )
        return self._named[at]

    # Making

    def new(self, record: RecordRow, side: Side, wish: Wish | None = None) -> Subject:
        """A new item on one side only."""
        wish = self.named(record, side, wish or Wish())
        subject = self._subject(record, side)
        self._insert(subject, side, self.maker(record, side).body(self._ticket(subject, side, wish)), wish)
        return subject

    def pair(self, record: RecordRow, side: Side, wish: Wish | None = None) -> Subject:
        """A new item on both sides, equal as the field table says; the wish is about the body on `side`."""
        wish = self.named(record, side, wish or Wish())
        subject = self._subject(record, side)
        wishes = {side: wish, side.other: Wish()}
        bodies = {s: self.maker(record, s).body(self._ticket(subject, s, wishes[s])) for s in Side}
        bodies = self._agreed(record, side, bodies)
        for s in (side, side.other):
            self._insert(subject, s, bodies[s], wishes[s])
        return subject

    def standing(self, record: RecordRow, side: Side, wish: Wish) -> Subject:
        """A new item on both sides, or on its own where the record's filter keeps it out for now."""
        wish = self.named(record, side, wish)
        asked = {bare(Path.of(name)): value for name, value in wish.values}
        for condition in self.maker(record, side).conditions:
            field = self.profile(record, side).field(condition.field)
            value = asked.get(bare(condition.field))
            if value is not None and not holds(condition, put({}, condition.field, as_field_shows(value, field))):
                return self.new(record, side, wish)
        return self.pair(record, side, wish)

    def _subject(self, record: RecordRow, side: Side) -> Subject:
        self._made += 1
        return Subject(record, mark(self._seed, self._made), self._made, side)

    def _ticket(self, subject: Subject, side: Side, wish: Wish) -> Ticket:
        def refer(name: str, place: int) -> str | None:
            at = f"{name} {place}" if place else name
            if at not in subject.refers_to:
                row = self.document.record(name)
                if row is None or row.name == subject.record.name:
                    return None
                met = {one.mark for one in subject.refers_to.values()}
                known = [one for one in self.background.get(row.name, ()) if one.mark not in met]
                known = known or [self.pair(row, side)]
                subject.refers_to[at] = known[subject.n % len(known)]
            return subject.refers_to[at].ids.get(side)

        return Ticket(subject.n, subject.mark, wish, subject.variant, refer)

    def _agreed(self, record: RecordRow, side: Side, bodies: dict[Side, Body]) -> dict[Side, Body]:
        rows = self.reader(record)
        for match in record.matched_by.value.pairs if record.matched_by.value else ():
            here, there = (match.left, match.right) if side is Side.LEFT else (match.right, match.left)
            value = get(bodies[side], here)
            field = rows.profiles[side.other].field(there)
            if isinstance(value, str) and match.ignoring_case:
                value = value.swapcase()
            if value is not ABSENT and field is not None:
                bodies[side.other] = put(bodies[side.other], there, as_field_shows(value, field))
        truth = record.source_of_truth.value or side
        # Rows that flow only against the stream first, then all that flow from the source of truth.
        for source, flows in ((truth.other, _only_to), (truth, _to)):
            bodies[source.other] = rows.carry(source, bodies, partial(flows, source.other))
        return bodies

    def _insert(self, subject: Subject, side: Side, body: Body, wish: Wish) -> None:
        store, resource = self.sandboxes[side].store, subject.record.resource(side)
        try:
            subject.ids[side] = store.insert(resource, body, validate=not wish.absent)
        except (InterlockError, ValueError) as problem:
            system = self.document.system(side).name
            raise CannotTell(f"no {subject.record.name} can be made that {system} accepts: {problem}") from problem
        self._wrote(subject, side)

    def _wrote(self, subject: Subject, side: Side) -> None:
        self.touch()
        item = self.sandboxes[side].store.item(subject.record.resource(side), subject.ids[side])
        if item is not None:
            subject.wrote[side] = item.body
            key = key_of(subject.record.matched_by.value, side, item.body)
            if key is not None:
                self._keys.setdefault(subject.mark, set()).add(key)

    # Changing

    def change(self, subject: Subject, side: Side, path: Path, value: JSON) -> None:
        """Put a value into a field of an item, as a user of that system would.

        Raises:
            CannotTell: the item is not there, or the system does not take the value.
        """
        item = self.shown(subject, side)
        if item is None:
            raise CannotTell(f"the {subject} is not in {self.document.system(side).name}, so nothing of it can change")
        try:
            self.sandboxes[side].store.change(subject.record.resource(side), item.id, {str(path): value})
        except (InterlockError, ValueError) as problem:
            raise CannotTell(f"`{path}` of a {subject.record.name} cannot be changed: {problem}") from problem
        subject.ids[side] = item.id
        subject.variant += 1
        self._wrote(subject, side)

    def fresh(self, subject: Subject, side: Side, path: Path) -> JSON:
        """Another value for a field of an item, one that the other side would show differently too.

        Raises:
            CannotTell: there is no other value.
        """
        item = self.shown(subject, side)
        body = item.body if item is not None else subject.wrote.get(side, {})
        value = self.maker(subject.record, side).fresh(self._ticket(subject, side, Wish()), path, body)
        if value is ABSENT:
            raise CannotTell(f"no second value is known for `{path}` of {subject.record.name}")
        return value

    def remove(self, subject: Subject, side: Side) -> None:
        """Delete an item, as a user of that system would."""
        item = self.shown(subject, side)
        if item is not None:
            self.sandboxes[side].store.remove(subject.record.resource(side), item.id)
            self.touch()

    # Finding

    @cached_property
    def _indexes(self) -> dict[tuple[str, Side], Index]:
        return {
            (record.name, side): Index(partial(self._items, side, record.resource(side)), record.matched_by.value, side)
            for record in self.document.records
            for side in Side
        }

    def _items(self, side: Side, resource: str) -> Iterable[Stored]:
        return self.sandboxes[side].store.items(resource, deleted=True)

    def index(self, record: RecordRow, side: Side) -> Index:
        """The record's items on a side, as they are now."""
        found = self._indexes[record.name, side]
        found.refresh(self.revision)
        return found

    def all_of(self, subject: Subject, side: Side) -> tuple[Stored, ...]:
        """Every item on a side that stands for the subject: also those that are archived or gone."""
        index = self.index(subject.record, side)
        ids = set(index.of_mark(subject.mark))
        for key in self._keys.get(subject.mark, ()):
            ids |= {i for i in index.of_key(key) if not index.marks(i) - {subject.mark}}
        ids |= {subject.ids[side]} & index.all().keys() if side in subject.ids else set()
        return tuple(index.all()[i] for i in sorted(ids))

    def shown(self, subject: Subject, side: Side) -> Stored | None:
        """The item that stands for the subject on a side and is not gone; the bench's own, else the first."""
        here = [item for item in self.all_of(subject, side) if not item.deleted]
        own = [item for item in here if item.id == subject.ids.get(side)]
        return next(iter(own or here), None)

    def counterpart(self, record: str, side: Side, item_id: str) -> str | None:
        """The id on the other side of the item that has this id on a side, told by marks."""
        row = self.document.record(record)
        if row is None:
            return None
        marks = self.index(row, side).marks(item_id)
        other = self.index(row, side.other)
        ids = sorted(i for one in marks for i in other.of_mark(one))
        alive = [i for i in ids if not other.all()[i].deleted]
        return next(iter(alive or ids), None)

    def satisfies(self, subject: Subject, side: Side) -> bool:
        """Whether the item on a side passes the record's filter there."""
        item = self.shown(subject, side)
        conditions = self.maker(subject.record, side).conditions
        return item is not None and all(holds(condition, item.body) for condition in conditions)

    def beside(self, record: RecordRow, side: Side) -> tuple[RecordRow, ...]:
        """The records of the data map whose items are in the same resource of a side, this one among them."""
        here = record.resource(side)
        return tuple(one for one in self.document.records if one.resource(side) == here)

    def belongs(self, record: RecordRow, side: Side, item: Stored) -> bool:
        """Whether an item of the record's resource is no other record's: records of one resource differ by filters."""
        others = [one for one in self.beside(record, side) if one.name != record.name]
        if not others or self._passes(record, side, item):
            return True
        return not any(self._passes(one, side, item) for one in others)

    def _passes(self, record: RecordRow, side: Side, item: Stored) -> bool:
        conditions = (one for one in self.maker(record, side).conditions if one.side in {side, None})
        return all(holds(one, item.body) for one in conditions)

    def snapshot(self) -> dict[tuple[str, Side], dict[str, Stored]]:
        """Every item of both sides as it is now, by record, side and id."""
        return {
            (record.name, side): dict(self.index(record, side).all())
            for record in self.document.records
            for side in Side
        }

    def known(self) -> Iterator[Subject]:
        """The background items."""
        for subjects in self.background.values():
            yield from subjects
        yield from self.alone


def _to(side: Side, pair: NaivePair) -> bool:
    return pair.direction.writes(side)


def _only_to(side: Side, pair: NaivePair) -> bool:
    return pair.direction.writes(side) and not pair.direction.writes(side.other)
