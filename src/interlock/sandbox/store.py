"""Everything a sandbox keeps, and what a user of the system does to it without HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import overload

import orjson

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.clock import Clock
from interlock.model.path import Path, get, put
from interlock.model.profile import Confidence, DeletesSeen, FieldType, SystemProfile
from interlock.model.value import ABSENT, JSON, Absent, Body
from interlock.sandbox.answers import Problem
from interlock.sandbox.behaviours import Behaviours
from interlock.sandbox.believable import BodyMaker
from interlock.sandbox.index import ByMaking, text_at, text_of
from interlock.sandbox.intake import completed
from interlock.sandbox.item import StoredItem
from interlock.sandbox.shelf import Shelf
from interlock.sandbox.validation import problems_of


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
        self._makers = {
            name: BodyMaker(shelf, system=profile.name, seed=seed, resources=tuple(self._shelves))
            for name, shelf in self._shelves.items()
        }
        self._populated: dict[str, int] = {}

    def now(self) -> datetime:
        """This moment by the system's own clock."""
        now = self._clock.now().astimezone(UTC)
        offset_s = self.behaviours.clock_offset_s
        return now + timedelta(seconds=offset_s) if offset_s else now

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

    def change(self, resource: str, item_id: str, fields: Mapping[str, JSON | Absent]) -> StoredItem:
        """Edit an item as a user would; keys are paths (`address.city`), ABSENT takes a field away. Nothing is checked.

        Raises:
            UsageError: no such resource or item, or a value that is not JSON.
        """
        shelf = self.shelf(resource)
        item = self._existing(shelf, item_id)
        body = item.body
        for path, value in fields.items():
            body = _without(body, Path.of(path)) if isinstance(value, Absent) else put(body, Path.of(path), value)
        _demand_json(resource, body)
        return self.revise(shelf, item, body)

    def remove(self, resource: str, item_id: str) -> None:
        """Delete an item as a user would; it leaves what the profile says that deleted items leave.

        Raises:
            UsageError: no such resource or item.
        """
        shelf = self.shelf(resource)
        self.erase(shelf, self._existing(shelf, item_id))

    def item(self, resource: str, item_id: str) -> StoredItem | None:
        """The item, also when it is deleted, or None where there never was one."""
        return self.shelf(resource).items.get(str(item_id))

    def items(self, resource: str, *, deleted: bool = False) -> tuple[StoredItem, ...]:
        """The items in the order of their making; deleted ones only when asked for."""
        return tuple(item for item in self.shelf(resource).items.values() if deleted or not item.deleted)

    def believable(self, resource: str) -> Body:
        """A body that this resource accepts, different each time, the same each run; nothing is kept."""
        self.shelf(resource)
        number = self._populated.get(resource, 0) + 1
        self._populated[resource] = number
        return self._makers[resource].body(number, self.now(), self._ids)

    def populate(self, resource: str, count: int) -> tuple[str, ...]:
        """Make so many believable items and give their ids; what they must refer to is made first.

        Raises:
            UsageError: no such resource.
        """
        return self._populate(resource, count, frozenset())

    def _populate(self, resource: str, count: int, making: frozenset[str]) -> tuple[str, ...]:
        shelf = self.shelf(resource)
        maker = self._makers[resource]
        for text, target in maker.references.items():
            if text in shelf.required and target not in making | {resource} and not self._ids(target):
                self._populate(target, 1, making | {resource})
        scope = self._parents_for(shelf, making)
        made: list[str] = []
        while len(made) < count:
            body = self.believable(resource)
            taken = get(body, shelf.record.id_path)
            if text_of(taken) in shelf.items or self.conflicts(shelf, body, None):
                continue
            made.append(self.make(shelf, body, item_id=text_of(taken), scope=scope, complete=True).id)
        return tuple(made)

    def _parents_for(self, shelf: Shelf, making: frozenset[str]) -> dict[str, str]:
        parent = shelf.record.parent.value
        name = next((name for name in self._shelves if name == parent), None)
        listing = next((op for op in shelf.record.operations if "{" in op.path), None)
        if name is None or listing is None or name in making:
            return {}
        ids = self._ids(name) or self._populate(name, 1, making | {shelf.record.name})
        parameter = listing.path.split("{", 1)[1].split("}", 1)[0]
        return {parameter: ids[0]}

    def _ids(self, resource: str) -> Sequence[str]:
        return LiveIds(self.shelf(resource).live.by_making)

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
            own = self._makers[shelf.record.name].system_values(shelf.made + 1, at)
            body = completed(shelf.shape, {**own, **body}, element_id=shelf.element_id)
            body = self._unmarked(shelf, body)
        for parameter, parent_id in scope.items():
            field = shelf.record.field(parameter)
            if field is not None and get(body, field.path) in {ABSENT, None}:
                integer = field.type is FieldType.INTEGER and parent_id.isdigit()
                body = put(body, field.path, int(parent_id) if integer else parent_id)
        return shelf.add(item_id, body, at, scope)

    def revise(self, shelf: Shelf, item: StoredItem, body: Body, *, archived: bool | None = None) -> StoredItem:
        """Keep a new version of an item; where nothing changes, behaviour says whether it is one."""
        archived = item.archived if archived is None else archived
        same = body == item.body and archived == item.archived
        if same and not self.behaviours.stamps_identical_writes:
            return item
        return shelf.change(item, body, self.now(), archived=archived)

    def erase(self, shelf: Shelf, item: StoredItem) -> StoredItem:
        """Delete an item: it goes, or stays as tombstone or marked, as the profile says."""
        deletes, body = shelf.deletes, item.body
        if deletes.how in {DeletesSeen.TOMBSTONE, DeletesSeen.FLAG} and deletes.field is not None:
            body = put(body, deletes.field, self._mark(shelf))
        elif deletes.how is DeletesSeen.TOMBSTONE:
            body = {**body, "deleted": True}
        return shelf.change(item, body, self.now(), archived=item.archived, deleted=True)

    def _mark(self, shelf: Shelf) -> JSON:
        deletes = shelf.deletes
        field = shelf.record.field(deletes.field) if deletes.field is not None else None
        if deletes.value is not None:
            return deletes.value
        if field is not None and (field.format in {"date-time", "date"} or field.type is FieldType.INTEGER):
            return shelf.updated.show(self.now())
        return True

    def conflicts(self, shelf: Shelf, body: Body, own: StoredItem | None) -> list[Problem]:
        """The unique fields whose value another item has."""
        problems: list[Problem] = []
        for path in shelf.unique:
            text = text_at(body, path)
            if text is None or (own is not None and text_at(own.body, path) == text):
                continue
            if any(not shelf.items[other].deleted for other in shelf.by_value(path, text)):
                problems.append(Problem(str(path), "is taken already"))
        return problems

    def dangling(self, shelf: Shelf, body: Body, own: StoredItem | None) -> list[Problem]:
        """The references that point at no item."""
        if not self.behaviours.checks_references:
            return []
        problems: list[Problem] = []
        for field in shelf.record.fields:
            target = field.refers_to.value
            if target not in self._shelves or field.refers_to.confidence is Confidence.POSSIBLE:
                continue
            known = {text_of(value) for value in _values_at(own.body, field.path.parts)} if own is not None else set()
            for value in _values_at(body, field.path.parts):
                text = text_of(value)
                found = self._shelves[str(target)].items.get(text or "")
                if text not in known and text and (found is None or found.deleted):
                    problems.append(Problem(str(field.path), f"refers to no item of `{target}`"))
        return problems

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


class LiveIds(Sequence[str]):
    """The ids of live items as a sequence, without copying them."""

    def __init__(self, keys: Sequence[ByMaking]) -> None:
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [key[1] for key in self._keys[at]]
        return self._keys[at][1]


def _values_at(value: JSON, parts: Sequence[str]) -> list[JSON]:
    if not parts:
        return [value]
    if not isinstance(value, dict):
        return []
    below = value.get(parts[0].removesuffix("[]"))
    if not parts[0].endswith("[]"):
        return _values_at(below, parts[1:])
    found: list[JSON] = []
    for element in below if isinstance(below, list) else []:
        found += _values_at(element, parts[1:])
    return found


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
