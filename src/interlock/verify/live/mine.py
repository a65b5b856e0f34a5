"""What the test made in real systems: told by ids, or by marks that nothing else contains; noted before it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from interlock.errors import Unreachable
from interlock.model.clock import Clock
from interlock.model.peer import Item
from interlock.model.value import Body, Side
from interlock.verify.trace import mark, marks_in, number_of

_TAG = 4
_MOST_THERE = 5_000
"""So many ids of others are noted for one list; a longer one would make the journal too long."""


class Notes(Protocol):
    """A journal that outlives this process."""

    def note(self, what: tuple[str, ...]) -> None:
        """Remember it; it is on the disk when this returns."""
        ...

    def forget(self, what: tuple[str, ...]) -> None:
        """It needs no remembering any more."""
        ...

    def left(self) -> list[tuple[str, ...]]:
        """What was noted and not forgotten."""
        ...


class There:
    """The ids of items that were there before anything was made, as far as they are noted; one for a whole run."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._noted: dict[tuple[Side, str], set[str]] = {}

    def note(self, side: Side, resource: str, ids: set[str]) -> None:
        """Note what is new of it; a list that is too long is noted no further, and proves nothing then."""
        known = self._noted.get((side, resource))
        new = sorted(ids if known is None else ids - known)
        if known is not None and (not new or len(known) > _MOST_THERE):
            return
        if len(known or ()) + len(new) > _MOST_THERE:
            self._notes.note(("crowd", side.value, resource))
        else:
            self._notes.note(("there", side.value, resource, *new))
        self._noted.setdefault((side, resource), set()).update(new)


class Mine:
    """The items that one criterion's test made, and those that the integration made of them.

    `seed` chooses the marks; `first` is how many of them earlier criteria used up. Every create is noted as `making`
    before it is sent, with what was there then, and as `item` once its id is known.
    """

    def __init__(self, notes: Notes, seed: int, clock: Clock, *, first: int = 0, there: There | None = None) -> None:
        self._notes = notes
        self._clock = clock
        self._there = there or There(notes)
        self._looked: set[tuple[Side, str]] = set()
        self._tag = mark(seed, 0)[:_TAG]
        self._first = first
        self._ids: dict[tuple[Side, str], dict[str, None]] = {}
        self._others: dict[tuple[Side, str], set[str]] = {}
        self._unsure: set[tuple[str, ...]] = set()
        self._count = 0

    def is_mine(self, side: Side, item: Item) -> bool:
        """Whether the test or the integration made it; an item with a mark of this criterion is noted from now on."""
        if item.id in self._ids.get((side, item.resource), {}):
            return True
        if self.was_there(side, item.resource, item.id):
            return False
        if item.deleted or not self._marked(item.body):
            if not self._unsure:  # else it may be what is being made, or was made without our hearing of it
                self._others.setdefault((side, item.resource), set()).add(item.id)
            return False
        self.add(side, item.resource, item.id)
        return True

    def has(self, side: Side, resource: str, item_id: str) -> bool:
        """Whether the item with that id is known to be one of these."""
        return item_id in self._ids.get((side, resource), {})

    def was_there(self, side: Side, resource: str, item_id: str) -> bool:
        """Whether the item was seen to be somebody else's: there are systems that answer a create with one they have.

        It stays theirs, whatever is written into it.
        """
        return item_id in self._others.get((side, resource), ())

    def looked(self, side: Side, resource: str) -> None:
        """All that is listed there was asked about with `is_mine`."""
        self._looked.add((side, resource))

    def knows(self, side: Side, resource: str) -> bool:
        """Whether the list was looked at, so that what is made later can be told from what was there."""
        return (side, resource) in self._looked

    def ids(self, side: Side, resource: str) -> tuple[str, ...]:
        """The ids that are known, oldest first."""
        return tuple(self._ids.get((side, resource), {}))

    def add(self, side: Side, resource: str, item_id: str) -> None:
        """Note an item that is there."""
        known = self._ids.setdefault((side, resource), {})
        if item_id not in known:
            self._notes.note(("item", side.value, resource, item_id))
            known[item_id] = None

    @contextmanager
    def making(self, side: Side, resource: str) -> Iterator[list[str]]:
        """Note that something is about to be made; the ids that came of it go into the list.

        What may have been made without our learning its id stays noted, with how the marks begin that it would carry.
        That it was refused proves nothing: there are systems that save first.
        """
        self._count += 1
        if self.knows(side, resource):
            self._there.note(side, resource, self._others.get((side, resource), set()))
        noted = ("making", side.value, resource, f"{self._tag}{self._count}", self._clock.now().isoformat())
        self._notes.note(noted)
        self._unsure.add(noted)
        ids: list[str] = []
        try:
            yield ids
        except Unreachable as problem:
            if not problem.sent:
                self._sure(noted)
            raise
        for one in ids:
            if not self.was_there(side, resource, one):
                self.add(side, resource, one)
        if ids:
            self._sure(noted)

    def _sure(self, noted: tuple[str, ...]) -> None:
        self._notes.forget(noted)
        self._unsure.discard(noted)

    def _marked(self, body: Body) -> bool:
        return any(one.startswith(self._tag) and number_of(one) > self._first for one in marks_in(body))


def tag_of(seed: int) -> str:
    """How the marks of a seed begin."""
    return mark(seed, 0)[:_TAG]


def tagged(body: Body, tags: Iterable[str]) -> bool:
    """Whether a body shows a mark that begins so."""
    known = set(tags)
    return any(one[:_TAG] in known for one in marks_in(body))
