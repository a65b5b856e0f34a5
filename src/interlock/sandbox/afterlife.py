"""What users do to items beyond editing and deleting: merge two, and take one out of the bin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interlock.errors import UsageError
from interlock.model.path import get, put
from interlock.model.profile import DeletesSeen, FieldType
from interlock.model.value import ABSENT, JSON, Body
from interlock.sandbox.index import text_of
from interlock.sandbox.item import StoredItem
from interlock.sandbox.shelf import Shelf

if TYPE_CHECKING:
    from interlock.sandbox.store import Store


def merge(store: Store, shelf: Shelf, loser: StoredItem, winner: StoredItem) -> StoredItem:
    """Merge an item into another, which takes over what it has no value for; the winner as it is now.

    What referred to the loser refers to the winner then, and a field of merged ids, where there is one, has its id.
    """
    if loser.id == winner.id:
        raise UsageError(f"`{loser.id}` of `{shelf.record.name}` cannot be merged into itself")
    body = dict(winner.body)
    for name, value in loser.body.items():
        if name not in shelf.managed and body.get(name) in (None, "", []) and name in body:
            body[name] = value
    path = shelf.record.merged_ids.value
    if path is not None:
        known = [*_list(get(body, path)), *_list(get(loser.body, path)), shelf.ids.shown(loser.id)]
        body = put(body, path, known)
    store.erase(
        shelf, replace(loser, merged_into=winner.id)
    )  # before it goes, so that copies of the shelf know it, too
    _repoint(store, shelf, loser, winner)
    return store.revise(shelf, shelf.items[winner.id], body)


def _repoint(store: Store, shelf: Shelf, loser: StoredItem, winner: StoredItem) -> None:
    for other in store.shelves():
        for field in other.record.fields:
            if field.refers_to.value != shelf.record.name:
                continue
            listed = field.path.array is not None
            for item_id in list(other.items) if listed else other.by_value(field.path, loser.id):
                item = other.items[item_id]
                if item.deleted or item.id == loser.id:
                    continue
                body = _instead(item.body, field.path.parts, loser.id, shelf.ids.shown(winner.id))
                if body != item.body:
                    store.revise(other, item, dict(body) if isinstance(body, dict) else item.body)


def _instead(value: JSON, parts: Sequence[str], old: str, new: JSON) -> JSON:
    """The value with another id wherever the way leads to that one; a list has what comes to be the same once."""
    if not parts:
        return new if text_of(value) == old else value
    name = parts[0].removesuffix("[]")
    if not isinstance(value, dict) or name not in value:
        return value
    below = value[name]
    if not parts[0].endswith("[]"):
        return {**value, name: _instead(below, parts[1:], old, new)}
    if not isinstance(below, list):
        return value
    made: list[JSON] = []
    for element in below:
        now = _instead(element, parts[1:], old, new)
        if now == element or now not in below:
            made.append(now)
    return {**value, name: made}


def bring_back(store: Store, shelf: Shelf, item: StoredItem) -> StoredItem:
    """Take a deleted item out of the bin, under its own id."""
    if not item.deleted:
        raise UsageError(f"`{item.id}` of `{shelf.record.name}` is not deleted")
    return shelf.change(
        replace(item, merged_into=""), unmarked(shelf, item.body), store.now(), archived=item.archived, deleted=False
    )


def bring_back_as_new(store: Store, shelf: Shelf, item: StoredItem) -> StoredItem:
    """Make a deleted item anew: the same values under another id, as systems without a bin do."""
    if not item.deleted:
        raise UsageError(f"`{item.id}` of `{shelf.record.name}` is not deleted")
    body = unmarked(shelf, item.body)
    kept = {name: value for name, value in body.items() if name not in {*shelf.managed, shelf.record.id_path.root}}
    return store.make(shelf, kept, scope=item.scope, complete=True)


def unmarked(shelf: Shelf, body: Body) -> Body:
    """The body without the mark of a deleted item."""
    mark = shelf.deletes.field
    if mark is None:
        return {name: value for name, value in body.items() if name != "deleted"}
    field = shelf.record.field(mark)
    boolean = field is not None and field.type is FieldType.BOOLEAN
    active: JSON = shelf.deletes.value is False if boolean else None
    if shelf.deletes.how not in {DeletesSeen.TOMBSTONE, DeletesSeen.FLAG} or get(body, mark) is ABSENT:
        return body
    return put(body, mark, active)


def end_of_mergers(shelf: Shelf, item_id: str | None) -> str | None:
    """The id of the item that one that was merged is now; None where it was not merged."""
    passed: set[str] = set()
    item = shelf.items.get(item_id or "")
    while item is not None and item.merged_into and item.id not in passed:
        passed.add(item.id)
        item = shelf.items.get(item.merged_into)
    return text_of(item.id) if item is not None and passed else None


def _list(value: object) -> list[JSON]:
    return list(value) if isinstance(value, list) else []
