"""The items of one resource, with what its profile says about keeping them worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property

import orjson

from interlock.model.path import Path, get, put
from interlock.model.profile import DeletesSeen, DeleteVisibility, FieldProfile, FieldType, Operation, RecordProfile
from interlock.model.value import JSON, Body
from interlock.sandbox.ids import IdMaker, id_maker
from interlock.sandbox.index import LookUp, Order, field_key, same, scope_key
from interlock.sandbox.intake import accepted_paths, without_write_only
from interlock.sandbox.item import StoredItem
from interlock.sandbox.shape import Node, shape_of
from interlock.sandbox.stamps import Stamper, stamper


class Shelf:
    """The items of one resource: found by id, listed by making and by change, looked up by value."""

    def __init__(self, record: RecordProfile, *, system: str, seed: int) -> None:
        self.record = record
        self.ids: IdMaker = id_maker(record.field(record.id_path), system, record.name, seed)
        self.items: dict[str, StoredItem] = {}
        self.live = Order()
        self.everything = Order()
        self.made = 0
        self.elements_made = 0
        self._by_value: dict[Path, LookUp] = {}
        self._by_scope = LookUp(scope_key)
        self.told: list[Callable[[StoredItem], None]] = []
        """called with each new version"""
        # By identity: the operations live as long as the record, and hashing one takes longer than the answer.
        self._accepted: dict[int, frozenset[str]] = {}

    def become(self, record: RecordProfile) -> None:
        """Go by other facts from now on; what is kept stays as it is."""
        marked = self.marks
        self.record = record
        for name in [one for one in vars(self) if isinstance(getattr(type(self), one, None), cached_property)]:
            del self.__dict__[name]
        self._accepted.clear()
        if self.marks != marked:
            self.live = Order()
            for item in self.items.values():
                if self._is_live(item):
                    self.live.add(item)

    def rewritten(self, item: StoredItem, body: Body) -> StoredItem:
        """The same version of an item with another body, as it is shown."""
        return self._stamped(replace(item, body=body))

    # What the profile says

    @cached_property
    def shape(self) -> Node:
        """The fields as a tree."""
        return shape_of(self.record.fields)

    @cached_property
    def created(self) -> Stamper:
        """How the moment of making is written."""
        path = self.record.created_at.value
        return stamper(self.record.field(path) if path else None, self.record.stamp_resolution_s.value)

    @cached_property
    def updated(self) -> Stamper:
        """How the moment of the last change is written."""
        path = self.record.updated_at.value
        return stamper(self.record.field(path) if path else None, self.record.stamp_resolution_s.value)

    @cached_property
    def version_path(self) -> Path | None:
        """The field that counts versions, or None."""
        version = self.record.version.value
        return Path.of(version) if version and version != "etag" else None

    @cached_property
    def managed(self) -> frozenset[str]:
        """The paths that the system writes itself, whatever a caller sends."""
        paths = (self.record.created_at.value, self.record.updated_at.value, self.version_path, self._mark_written)
        id_field = self.record.field(self.record.id_path)
        own = {str(path) for path in paths if path is not None}
        if id_field is None or id_field.read_only:
            own.add(str(self.record.id_path))
        return frozenset(own)

    @cached_property
    def _mark_written(self) -> Path | None:
        """The field of tombstones, which no caller writes; a flag may be writable."""
        return self.deletes.field if self.deletes.how is DeletesSeen.TOMBSTONE else None

    @cached_property
    def deletes(self) -> DeleteVisibility:
        """How a deleted item can be noticed."""
        return self.record.deletes.value or DeleteVisibility(DeletesSeen.NONE)

    @cached_property
    def marks(self) -> bool:
        """Whether a deleted item stays in lists, marked by a field, without being asked for."""
        return self.deletes.how is DeletesSeen.FLAG and self.deletes.field is not None and not self.deletes.parameter

    @cached_property
    def unique(self) -> tuple[Path, ...]:
        """The fields of which no two items may have the same value."""
        found = [field.path for field in self.record.fields if field.unique.value and _can_differ(field)]
        external = self.record.external_id.value
        if external is not None and external not in found:
            found.append(external)
        return tuple(path for path in found if path != self.record.id_path)

    @cached_property
    def required(self) -> frozenset[str]:
        """The fields that an item must have when it is made."""
        return frozenset(str(f.path) for f in self.record.fields if f.required and not f.read_only) - self.managed

    def accepted(self, operation: Operation) -> frozenset[str]:
        """The paths that an operation of this resource takes; empty where it takes all."""
        found = self._accepted.get(id(operation))
        if found is None:
            found = self._accepted[id(operation)] = accepted_paths(operation.fields_accepted, self.shape)
        return found

    @cached_property
    def _hides(self) -> bool:
        return any(field.write_only for field in self.record.fields)

    # Reading

    def by_value(self, path: Path, text: str) -> tuple[str, ...]:
        """The ids of the items, deleted ones too, whose field has that value as text."""
        found = self._by_value.get(path)
        if found is None:
            found = LookUp(field_key(path))
            for item in self.items.values():
                found.add(item)
            self._by_value[path] = found
        return found.find(text)

    def by_scope(self, scope: Mapping[str, str]) -> tuple[str, ...]:
        """The ids of the items, deleted ones too, that belong to these parents."""
        return self._by_scope.find(tuple(sorted(scope.items())))

    # Writing

    def next_id(self) -> str:
        """An id that no item has or had; of those that there can be, while one is left."""
        free = next((one for one in self.ids.options if one not in self.items), None)
        if free is not None:
            return free
        maker = replace(self.ids, options=())
        while True:
            item_id = maker.make(self.made)
            if item_id not in self.items:
                return item_id
            self.made += 1

    def has_ids(self, count: int = 1) -> bool:
        """Whether so many new items can have an id of those that there can be."""
        options = self.ids.options
        return not options or count <= sum(one not in self.items for one in options)

    def element_id(self, node: Node) -> JSON:
        """An id for a new element of an array."""
        self.elements_made += 1
        field: FieldProfile | None = node.field
        if field is not None and field.type in {FieldType.INTEGER, FieldType.NUMBER}:
            return 9000 + self.elements_made
        return id_maker(field, self.record.name, node.text).make(self.elements_made)

    def add(self, item_id: str, body: Body, at: datetime, scope: Mapping[str, str]) -> StoredItem:
        """Keep a new item made at that moment."""
        body = self._identified(body, item_id)
        if self.record.created_at.value is not None:
            body = put(body, self.record.created_at.value, self.created.show(at))
        moment = self.updated.truncated(at)
        item = StoredItem(self.record.name, item_id, body, at, moment, number=self.made, scope=scope)
        self.made += 1
        item = self._stamped(item)
        self.items[item_id] = item
        self._enter(item, new=True)
        self._tell(item)
        return item

    def forget(self, item_id: str) -> None:
        """Leave nothing of an item that was deleted, so that its id can come again."""
        before = self.items.pop(item_id, None)
        if before is not None:
            self._leave(before)
            for look_up in (self._by_scope, *self._by_value.values()):
                look_up.drop(before)

    def _identified(self, body: Body, item_id: str) -> Body:
        path, shown = self.record.id_path, self.ids.shown(item_id)
        if len(path.parts) > 1:
            return put(body, path, shown)
        # People who read answers look for the id first.
        return {path.root: shown, **{key: value for key, value in body.items() if key != path.root}}

    def change(
        self, before: StoredItem, body: Body, at: datetime, *, archived: bool, deleted: bool = False
    ) -> StoredItem:
        """Keep a new version of an item, changed at that moment."""
        after = replace(
            before,
            body=body,
            updated_at=self.updated.truncated(at),
            version=before.version + 1,
            archived=archived,
            deleted=deleted,
        )
        after = self._stamped(after)
        self.items[after.id] = after
        if self._is_live(before) == self._is_live(after):
            if self._is_live(after):
                self.live.replace(before, after)
            self.everything.replace(before, after)
        else:
            self._leave(before)
            self._enter(after, new=False)
        for look_up in self._by_value.values():
            look_up.drop(before)
            look_up.add(after)
        self._tell(after)
        return after

    def copy(self, item: StoredItem) -> None:
        """Keep a version just as another shelf has it."""
        before = self.items.get(item.id)
        if before is not None:
            self._leave(before)
            for look_up in (self._by_scope, *self._by_value.values()):
                look_up.drop(before)
        self.items[item.id] = item
        self._enter(item, new=True)

    def _tell(self, item: StoredItem) -> None:
        for told in self.told:
            told(item)

    def _enter(self, item: StoredItem, *, new: bool) -> None:
        self.everything.add(item)
        if self._is_live(item):
            self.live.add(item)
        if new:
            self._by_scope.add(item)
            for look_up in self._by_value.values():
                look_up.add(item)

    def _leave(self, item: StoredItem) -> None:
        self.everything.drop(item)
        self.live.drop(item)

    def _is_live(self, item: StoredItem) -> bool:
        return not item.deleted or self.marks

    def _stamped(self, item: StoredItem) -> StoredItem:
        """The item with its time, version and marks written into its body."""
        body = item.body
        if self.record.updated_at.value is not None:
            body = put(body, self.record.updated_at.value, self.updated.show(item.updated_at))
        if self.version_path is not None:
            body = put(body, self.version_path, item.version)
        deleted = item.deleted
        if self.deletes.how is DeletesSeen.FLAG and self.deletes.field is not None:
            deleted = self._is_marked(body)
        shown = orjson.dumps(without_write_only(self.shape, body) if self._hides else body)
        return replace(item, body=body, deleted=deleted, archived=self._is_archived(item, body), shown=shown)

    def _is_marked(self, body: Body) -> bool:
        deletes = self.deletes
        if deletes.field is None:
            return False
        found = get(body, deletes.field)
        return bool(found) if deletes.value is None else same(found, deletes.value)

    def _is_archived(self, item: StoredItem, body: Body) -> bool:
        flag = self.record.archive_flag.value
        if flag is None:
            return item.archived
        found = get(body, flag.field)
        return bool(found) if flag.value is None else found == flag.value


def _can_differ(field: FieldProfile) -> bool:
    """Whether a field has room for a value of its own in every item."""
    return field.path.array is None and not field.enum and field.type is not FieldType.BOOLEAN
