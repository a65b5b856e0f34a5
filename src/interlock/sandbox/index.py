"""Orders and look-ups that are kept up with every write, so that no request walks the whole store."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from typing import TypeAlias, TypeVar

from interlock.model.path import Path, get
from interlock.model.value import JSON, Absent, Body
from interlock.sandbox.item import StoredItem

ByMaking: TypeAlias = tuple[int, str]
"""The number of an item, its id."""

ByChange: TypeAlias = tuple[datetime, int, str]
"""When it last changed, its number, its id."""


def making_key(item: StoredItem) -> ByMaking:
    """Where the item stands in the order of making."""
    return item.number, item.id


def change_key(item: StoredItem) -> ByChange:
    """Where the item stands in the order of changes; equal times are in the order of making."""
    return item.updated_at, item.number, item.id


Key = TypeVar("Key", ByMaking, ByChange)


class Order:
    """Items in the order of their making and in the order of their last change."""

    __slots__ = ("by_change", "by_making")

    def __init__(self) -> None:
        self.by_making: list[ByMaking] = []
        self.by_change: list[ByChange] = []

    def add(self, item: StoredItem) -> None:
        """Take an item in."""
        insort(self.by_making, making_key(item))
        insort(self.by_change, change_key(item))

    def drop(self, item: StoredItem) -> None:
        """Leave an item out; nothing happens where it is not in."""
        _drop(self.by_making, making_key(item))
        _drop(self.by_change, change_key(item))

    def replace(self, before: StoredItem, after: StoredItem) -> None:
        """Move an item to where its last change puts it."""
        if before.updated_at != after.updated_at:
            _drop(self.by_change, change_key(before))
            insort(self.by_change, change_key(after))


def _drop(keys: list[Key], key: Key) -> None:
    at = bisect_left(keys, key)
    if at < len(keys) and keys[at] == key:
        del keys[at]


class LookUp:
    """The ids of items by a value of theirs; items without one are not in it."""

    __slots__ = ("_ids", "_key")

    def __init__(self, key: Callable[[StoredItem], Hashable]) -> None:
        self._key = key
        self._ids: dict[Hashable, dict[str, None]] = {}

    def add(self, item: StoredItem) -> None:
        """Take an item in."""
        key = self._key(item)
        if key is not None:
            self._ids.setdefault(key, {})[item.id] = None

    def drop(self, item: StoredItem) -> None:
        """Leave an item out."""
        key = self._key(item)
        ids = self._ids.get(key)
        if ids is not None:
            ids.pop(item.id, None)
            if not ids:
                del self._ids[key]

    def find(self, key: Hashable) -> tuple[str, ...]:
        """The ids of the items with that value."""
        return tuple(self._ids.get(key, ()))


def field_key(path: Path) -> Callable[[StoredItem], Hashable]:
    """The value at a path as a query parameter would write it."""

    def key(item: StoredItem) -> Hashable:
        return text_at(item.body, path)

    return key


def scope_key(item: StoredItem) -> Hashable:
    """The parents that an item belongs to."""
    return scope_of(item.scope)


def scope_of(scope: Mapping[str, str]) -> Hashable:
    """Parents in a form that can be looked up."""
    return tuple(sorted(scope.items()))


def text_at(body: Body, path: Path) -> str | None:
    """The value at a path as text, or None where it is empty or no single value."""
    found = get(body, path)
    return None if not found and found is not False and found != 0 else text_of(found)


def text_of(value: object) -> str | None:
    """A single JSON value as a query parameter writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    return None


def same(left: JSON | Absent, right: JSON) -> bool:
    """Whether two JSON values are the same, where `True` is not 1."""
    return isinstance(left, bool) == isinstance(right, bool) and left == right
