"""Everything a sandbox keeps, and what a user of the system does to it without HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

import orjson

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.clock import Clock
from interlock.model.path import Path, get, put
from interlock.model.profile import DeletesSeen, FieldType, SystemProfile, Verb
from interlock.model.value import ABSENT, JSON, Absent, Body
from interlock.sandbox.afterlife import bring_back, bring_back_as_new, merge
from interlock.sandbox.answers import Problem
from interlock.sandbox.becoming import become
from interlock.sandbox.behaviours import Behaviours
from interlock.sandbox.believable import Likeness
from interlock.sandbox.constraints import dangling_references, taken_values
from interlock.sandbox.index import text_of
from interlock.sandbox.intake import completed
from interlock.sandbox.item import StoredItem
from interlock.sandbox.populating import Populator
from interlock.sandbox.replica import Replica
from interlock.sandbox.shelf import Shelf
from interlock.sandbox.validation import problems_of

_LISTS = (Verb.LIST, Verb.SEARCH)


class Store:
    """The items of one system.

    `insert`, `change` and `remove` are what the system's own users do: they pass no sign-in, limit or fault, and move
    the time of the last change as any edit does.
    """

    def __init__(self, profile: SystemProfile, clock: Clock, behaviours: Behaviours, *, seed: int) -> None:
        self.profile = profile
        self.behaviours = behaviours
        self._clock = clock
        self._shelves = {record.name: Shelf(record, system=profile.name, seed=seed) for record in profile.records}
        self._key = (profile.name, seed)
        self._populator = Populator(profile, self._shelves, self.make, self.now, seed=seed)

        self.lists = 0
        """how many lists were asked for"""
        self._began = clock.now()
        self._set_by_s = 0.0
        self._outside: list[Callable[[StoredItem], None]] = []
        self._hearing: list[Callable[[StoredItem], None]] = []
        self._hear(behaviours)
        self._lag_s = {Verb.LIST: behaviours.list_lag_s, Verb.GET: behaviours.get_lag_s}
        self._lagging = {verb: self._replicas(lag_s) for verb, lag_s in self._lag_s.items()}

    def behave(self, profile: SystemProfile, behaviours: Behaviours) -> None:
        """Keep and show items so from now on; what is kept stays, and what is deleted is marked as it is now."""
        before, self.behaviours = self.behaviours, behaviours
        for told in self._hearing:
            for shelf in self._shelves.values():
                shelf.told.remove(told)
        if behaviours.clock_gain != before.clock_gain:
            self._began = self._clock.now()
        if profile != self.profile:
            self._become(profile)
        self._hear(behaviours)
        if behaviours.list_lag_s != before.list_lag_s:
            self._lag(Verb.LIST, behaviours.list_lag_s)
        if behaviours.get_lag_s != before.get_lag_s:
            self._lag(Verb.GET, behaviours.get_lag_s)

    def _hear(self, behaviours: Behaviours) -> None:
        self._hearing = [partial(twist.changed, self) for twist in behaviours.twists if twist.changed is not None]
        for shelf in self._shelves.values():
            shelf.told += self._hearing
        self._keeps = tuple(twist.kept for twist in behaviours.twists if twist.kept is not None)

    def _become(self, profile: SystemProfile) -> None:
        """Let resources be as the profile has them; one that comes is empty, one that goes takes its items along."""
        self.profile = profile
        for name in self._shelves.keys() - {record.name for record in profile.records}:
            del self._shelves[name]
            for replicas in self._lagging.values():
                replicas.pop(name, None)
        system, seed = self._key
        for record in profile.records:
            shelf = self._shelves.get(record.name)
            if shelf is None:
                self._shelves[record.name] = shelf = Shelf(record, system=system, seed=seed)
                shelf.told += self._outside
                for verb, lag_s in self._lag_s.items():
                    if lag_s:
                        self._lagging[verb][record.name] = Replica(shelf, self._clock, lag_s=lag_s)
            elif record != shelf.record:
                become(shelf, record, self._marked)
                for replicas in self._lagging.values():
                    if record.name in replicas:
                        replicas[record.name].become(record, self._marked)
        self._populator.forget_shapes()

    def now(self) -> datetime:
        """This moment by the system's own clock."""
        now = self._clock.now().astimezone(UTC)
        offset_s = self.behaviours.clock_offset_s + self._set_by_s
        if self.behaviours.clock_gain:
            offset_s += self.behaviours.clock_gain * (now - self._began).total_seconds()
        return now + timedelta(seconds=offset_s) if offset_s else now

    def set_clock(self, by_s: float) -> None:
        """Move the system's own clock by so many seconds, as an administrator would; back where negative."""
        self._set_by_s += by_s

    def set_lag(self, *, list_s: float, get_s: float) -> None:
        """Let what changes from now on be in lists, and in answers about one item, only so much later."""
        self._lag(Verb.LIST, list_s)
        self._lag(Verb.GET, get_s)

    def _lag(self, verb: Verb, lag_s: float) -> None:
        for replica in self._lagging[verb].values():
            replica.leave()
        self._lag_s[verb], self._lagging[verb] = lag_s, self._replicas(lag_s)

    def _replicas(self, lag_s: float) -> dict[str, Replica]:
        if not lag_s:
            return {}
        return {name: Replica(shelf, self._clock, lag_s=lag_s) for name, shelf in self._shelves.items()}

    def shown(self, resource: str, verb: Verb) -> Shelf:
        """The items of a resource as an operation sees them: where the system lags, as they were a while ago."""
        replicas = self._lagging.get(Verb.LIST if verb in _LISTS else verb, {})
        return replicas[resource].shelf() if replicas else self.shelf(resource)

    def shelf(self, resource: str) -> Shelf:
        """The items of a resource.

        Raises:
            UsageError: the profile has no such resource.
        """
        found = self._shelves.get(resource)
        if found is None:
            raise UsageError(
                f"`{self.profile.name}` has no resource `{resource}`", hint=did_you_mean(resource, self._shelves)
            )
        return found

    def tell(self, told: Callable[[StoredItem], None]) -> None:
        """Have someone hear of each new version of an item."""
        self._outside.append(told)
        for shelf in self._shelves.values():
            shelf.told.append(told)

    # What users do

    def insert(
        self,
        resource: str,
        body: Body,
        *,
        validate: bool = True,
        at: datetime | None = None,
        scope: Mapping[str, str] | None = None,
    ) -> str:
        """Make an item as a user would, and give its id; `at` is when it was made (default: now).

        Without `validate` the body is kept as it is, whatever the profile says of it: that is how bad data gets in.
        `scope` holds the path parameters of its parents, for a resource below another.

        Raises:
            UsageError: no such resource; or the body is not valid, is not JSON, or has an id that exists.
        """
        shelf = self.shelf(resource)
        if validate:
            problems = problems_of(shelf.shape, body, required=shelf.required, whole=True)
            problems += self.conflicts(shelf, body, None) + self.dangling(shelf, body, None)
            if problems:
                raise UsageError(f"this `{resource}` is not valid: {_listed(problems)}")
        else:
            _demand_json(resource, body)
        given = get(body, shelf.record.id_path)
        item_id = text_of(given) if given not in {ABSENT, None} else None
        if item_id in shelf.items:
            raise UsageError(f"there is a `{resource}` with the id `{item_id}` already")
        return self.make(shelf, body, item_id=item_id, at=at, scope=scope or {}, complete=validate).id

    def change(
        self, resource: str, item_id: str, fields: Mapping[str, JSON | Absent], *, at: datetime | None = None
    ) -> StoredItem:
        """Edit an item as a user would; keys are paths (`address.city`), ABSENT takes a field away. Nothing is checked.

        `at` is when it was done (default: now), as where a transaction that began earlier ends now.

        Raises:
            UsageError: no such resource or item, or a value that is not JSON.
        """
        shelf = self.shelf(resource)
        item = self._existing(shelf, item_id)
        body = item.body
        for path, value in fields.items():
            body = _without(body, Path.of(path)) if isinstance(value, Absent) else put(body, Path.of(path), value)
        _demand_json(resource, body)
        return self.revise(shelf, item, body, at=at)

    def remove(self, resource: str, item_id: str) -> None:
        """Delete an item as a user would; it leaves what the profile says that deleted items leave.

        Raises:
            UsageError: no such resource or item.
        """
        shelf = self.shelf(resource)
        self.erase(shelf, self._existing(shelf, item_id))

    def merge(self, resource: str, loser: str, winner: str) -> StoredItem:
        """Merge an item into another as a user would, and give that one as it is now.

        It takes over what it has no value for, and what referred to the loser refers to it then. A look at the loser is
        answered as `Behaviours.merged_answer` says.

        Raises:
            UsageError: no such resource or items, or both are the same.
        """
        shelf = self.shelf(resource)
        return merge(self, shelf, self._existing(shelf, loser), self._existing(shelf, winner))

    def bring_back(self, resource: str, item_id: str, *, as_new: bool = False) -> StoredItem:
        """Take a deleted item out of the bin as a user would; `as_new` makes it anew, with another id.

        Raises:
            UsageError: no such resource, or no such item that is deleted.
        """
        shelf = self.shelf(resource)
        found = shelf.items.get(str(item_id))
        if found is None:
            raise UsageError(f"there never was a `{resource}` with the id `{item_id}`")
        return bring_back_as_new(self, shelf, found) if as_new else bring_back(self, shelf, found)

    def shelves(self) -> tuple[Shelf, ...]:
        """The items of every resource."""
        return tuple(self._shelves.values())

    def item(self, resource: str, item_id: str) -> StoredItem | None:
        """The item, also when it is deleted, or None where there never was one."""
        return self.shelf(resource).items.get(str(item_id))

    def items(self, resource: str, *, deleted: bool = False) -> tuple[StoredItem, ...]:
        """The items in the order of their making; deleted ones only when asked for."""
        return tuple(item for item in self.shelf(resource).items.values() if deleted or not item.deleted)

    def believable(self, resource: str) -> Body:
        """A body that this resource accepts, different each time, the same each run; nothing is kept."""
        return self._populator.believable(self.shelf(resource).record.name)

    def populate(self, resource: str, count: int) -> tuple[str, ...]:
        """Make so many believable items and give their ids; what they must refer to is made first.

        Raises:
            UsageError: no such resource, or its unique fields do not take so many values.
        """
        return self._populator.populate(self.shelf(resource).record.name, count)

    def resemble(self, resource: str, likeness: Likeness) -> None:
        """Let items that are made up from now on be like others that were seen."""
        self._populator.likenesses[self.shelf(resource).record.name] = likeness

    def furnish(self, resource: str, count: int) -> tuple[str, ...]:
        """Make so many items as a system has that was used for a while, unusual ones among them, and give their ids.

        Raises:
            UsageError: no such resource, or its unique fields do not take so many values.
        """
        return self._populator.furnish(self.shelf(resource).record.name, count)

    def _existing(self, shelf: Shelf, item_id: str) -> StoredItem:
        found = shelf.items.get(str(item_id))
        if found is None or (found.deleted and not shelf.marks):
            raise UsageError(f"there is no `{shelf.record.name}` with the id `{item_id}`")
        return found

    # What verbs do

    def make(
        self,
        shelf: Shelf,
        body: Body,
        *,
        item_id: str | None = None,
        at: datetime | None = None,
        scope: Mapping[str, str],
        complete: bool,
    ) -> StoredItem:
        """Keep a new item that was checked before; `complete` adds what a system adds by itself."""
        item_id = item_id if item_id is not None else shelf.next_id()
        at = at or self.now()
        if complete:
            own = self._populator.system_values(shelf, at)
            body = completed(shelf.shape, {**own, **body}, element_id=shelf.element_id)
            body = self._unmarked(shelf, body)
        for parameter, parent_id in scope.items():
            field = shelf.record.field(parameter)
            if field is not None:
                integer = field.type is FieldType.INTEGER and parent_id.isdigit()
                body = put(body, field.path, int(parent_id) if integer else parent_id)
        if self.behaviours.made_on_the_second:
            at = at.replace(microsecond=0)
        shelf.forget(item_id)
        return shelf.add(item_id, self._spelled(shelf, body), at, scope)

    def revise(
        self, shelf: Shelf, item: StoredItem, body: Body, *, archived: bool | None = None, at: datetime | None = None
    ) -> StoredItem:
        """Keep a new version of an item; where nothing changes, behaviour says whether it is one."""
        body = self._spelled(shelf, body)
        archived = item.archived if archived is None else archived
        same = body == item.body and archived == item.archived
        if same and not self.behaviours.stamps_identical_writes:
            return item
        return shelf.change(item, body, at or self.now(), archived=archived)

    def _spelled(self, shelf: Shelf, body: Body) -> Body:
        """The body as the system keeps its values."""
        spelled = body
        for kept in self._keeps:
            spelled = body = kept(shelf.record, body)
        for name, spelling in self.behaviours.spellings.items():
            value = body.get(name)
            if isinstance(value, str):
                spelled = {**spelled, name: spelling.of(value)}
        return spelled

    def erase(self, shelf: Shelf, item: StoredItem) -> StoredItem:
        """Delete an item: it goes, or stays as tombstone or marked, as the profile says."""
        return shelf.change(item, self._marked(shelf, item.body), self.now(), archived=item.archived, deleted=True)

    def _marked(self, shelf: Shelf, body: Body) -> Body:
        """The body of a deleted item with its mark, where it gets one."""
        deletes = shelf.deletes
        if deletes.how in {DeletesSeen.TOMBSTONE, DeletesSeen.FLAG} and deletes.field is not None:
            body = put(body, deletes.field, self._mark(shelf))
        elif deletes.how is DeletesSeen.TOMBSTONE:
            body = {**body, "deleted": True}
        return body

    def _mark(self, shelf: Shelf) -> JSON:
        deletes = shelf.deletes
        field = shelf.record.field(deletes.field) if deletes.field is not None else None
        if deletes.value is not None:
            return deletes.value
        if field is not None and (field.format in {"date-time", "date"} or field.type is FieldType.INTEGER):
            return shelf.updated.show(self.now())
        return True

    def conflicts(self, shelf: Shelf, body: Body, own: StoredItem | None) -> list[Problem]:
        """The unique fields whose value another item has; `own` is the item as it is now."""
        return taken_values(shelf, body, own)

    def dangling(self, shelf: Shelf, body: Body, own: StoredItem | None) -> list[Problem]:
        """The references that point at no item, where behaviour looks; `own` is the item as it is now."""
        return dangling_references(self._shelves, shelf, body, own) if self.behaviours.checks_references else []

    @staticmethod
    def _unmarked(shelf: Shelf, body: Body) -> Body:
        """The body with the marks of deleting and archiving saying that it is neither."""
        flag = shelf.record.archive_flag.value
        if flag is not None and flag.active is not None and get(body, flag.field) in (ABSENT, None):
            body = put(body, flag.field, flag.active)
        mark = shelf.deletes.field
        field = shelf.record.field(mark) if mark is not None else None
        if mark is not None and field is not None and field.type is FieldType.BOOLEAN and get(body, mark) is ABSENT:
            body = put(body, mark, shelf.deletes.value is False)
        return body


def _without(body: Body, path: Path) -> Body:
    key = path.parts[0]
    if len(path.parts) == 1:
        return {name: value for name, value in body.items() if name != key}
    inner = body.get(key)
    return {**body, key: _without(inner, Path(path.parts[1:]))} if isinstance(inner, dict) else body


def _demand_json(resource: str, body: Body) -> None:
    try:
        orjson.dumps(body)
    except TypeError as error:
        raise UsageError(f"this `{resource}` cannot be written as JSON: {error}") from None


def _listed(problems: list[Problem]) -> str:
    return "; ".join(f"`{found.field}` {found.message}" for found in problems)
