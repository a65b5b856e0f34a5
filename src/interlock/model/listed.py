"""The items of a list, made only where somebody asks for one: most of a long list is as it was."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Protocol, overload

from interlock.model.peer import Item
from interlock.model.value import Body


class Reading(Protocol):
    """How an item is read from a body."""

    def item(self, item_id: str, body: Body) -> Item:
        """The item that the body shows."""
        ...

    @property
    def tombstones(self) -> bool:
        """Whether there may be tombstones among items at all."""
        ...

    def deleted(self, body: Body) -> bool:
        """Whether the body is that of a tombstone."""
        ...


class Listed(Sequence[Item]):
    """Items by their `ids` and `bodies`; moments, marks and version are read by `reading` for each one asked for."""

    __slots__ = ("_reading", "bodies", "ids")

    def __init__(self, ids: Sequence[str], bodies: Sequence[Body], reading: Reading) -> None:
        self.ids = ids
        self.bodies = bodies
        self._reading = reading

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> Listed: ...

    def __getitem__(self, at: int | slice) -> Item | Listed:
        if isinstance(at, slice):
            return Listed(self.ids[at], self.bodies[at], self._reading)
        return self._reading.item(self.ids[at], self.bodies[at])

    def only(self, places: Sequence[int]) -> Listed:
        """The items at these places."""
        return Listed([self.ids[at] for at in places], [self.bodies[at] for at in places], self._reading)

    @property
    def tombstones(self) -> bool:
        """Whether there may be tombstones among them."""
        return self._reading.tombstones

    def deleted(self, at: int) -> bool:
        """Whether it is a tombstone."""
        return self._reading.deleted(self.bodies[at])

    def followed_by(self, others: Sequence[Listed]) -> Listed:
        """These and others of the same list."""
        ids = [*chain(self.ids, *(one.ids for one in others))]
        return Listed(ids, [*chain(self.bodies, *(one.bodies for one in others))], self._reading)


def joined(pieces: Sequence[Sequence[Item]]) -> Sequence[Item]:
    """The pieces of one list as one."""
    if len(pieces) == 1:
        return pieces[0]
    listed = [piece for piece in pieces if isinstance(piece, Listed)]
    if listed and len(listed) == len(pieces):
        return listed[0].followed_by(listed[1:])
    return tuple(chain(*pieces))


def ids_of(items: Sequence[Item]) -> Sequence[str]:
    """The ids of the items, in order."""
    return items.ids if isinstance(items, Listed) else [item.id for item in items]


def bodies_of(items: Sequence[Item]) -> Sequence[Body]:
    """The bodies of the items, in order."""
    return items.bodies if isinstance(items, Listed) else [item.body for item in items]
