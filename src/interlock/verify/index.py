"""Finds items in a store by the marks that they show, also after the integration has changed them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from interlock.model.decisions import MatchKey
from interlock.model.path import get
from interlock.model.value import Body, Side
from interlock.verify.expect._base import blank
from interlock.verify.trace import marks_in


class Stored(Protocol):
    """One item of a sandbox's store; a change makes a new value."""

    @property
    def id(self) -> str:
        """Its id in its system."""
        ...

    @property
    def body(self) -> Body:
        """Its fields."""
        ...

    @property
    def created_at(self) -> datetime:
        """When it was made."""
        ...

    @property
    def updated_at(self) -> datetime:
        """When it last changed."""
        ...

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        ...

    @property
    def archived(self) -> bool:
        """Whether it is out of use."""
        ...


def key_of(key: MatchKey | None, side: Side, body: Body) -> tuple[str, ...] | None:
    """The values by which the item is recognised, None where one of them is empty."""
    if key is None:
        return None
    shown = [get(body, pair.left if side is Side.LEFT else pair.right) for pair in key.pairs]
    return None if any(blank(value) for value in shown) else tuple(str(value).casefold() for value in shown)


class Index:
    """The items of one record on one side, by mark and by match key; looks again only at what changed."""

    def __init__(self, items: Callable[[], Iterable[Stored]], key: MatchKey | None, side: Side) -> None:
        self._items = items
        self._key = key
        self._side = side
        self._known: dict[str, Stored] = {}
        self._marks: dict[str, frozenset[str]] = {}
        self._by_mark: dict[str, set[str]] = {}
        self._by_key: dict[tuple[str, ...], set[str]] = {}
        self._revision = -1

    def refresh(self, revision: int) -> None:
        """Take in what changed since the last time; nothing did while the revision of the stores is the same."""
        if revision == self._revision:
            return
        self._revision = revision
        for item in self._items():
            if self._known.get(item.id) is not item:
                self._take(item)

    def all(self) -> dict[str, Stored]:
        """Every item by id, those that are gone too; as of the last refresh."""
        return self._known

    def marks(self, item_id: str) -> frozenset[str]:
        """The marks that an item shows, or showed before it was emptied."""
        return self._marks.get(item_id, frozenset())

    def of_mark(self, mark: str) -> set[str]:
        """The ids of the items that show, or showed, a mark."""
        return self._by_mark.get(mark, set())

    def of_key(self, key: tuple[str, ...]) -> set[str]:
        """The ids of the items that have, or had, a match key."""
        return self._by_key.get(key, set())

    def _take(self, item: Stored) -> None:
        self._known[item.id] = item
        marks = marks_in(item.body)
        self._marks[item.id] = self._marks.get(item.id, frozenset()) | marks
        for mark in marks:
            self._by_mark.setdefault(mark, set()).add(item.id)
        key = key_of(self._key, self._side, item.body)
        if key is not None:
            self._by_key.setdefault(key, set()).add(item.id)
