"""A resource that is described otherwise from now on: its items stay, and deleted ones are marked as they are then."""

from __future__ import annotations

from collections.abc import Callable

from interlock.model.profile import RecordProfile
from interlock.model.value import Body
from interlock.sandbox.afterlife import unmarked
from interlock.sandbox.shelf import Shelf

Mark = Callable[[Shelf, Body], Body]
"""The body of a deleted item with the mark that the shelf gives it."""


def become(shelf: Shelf, record: RecordProfile, mark: Mark) -> None:
    """Let the items of a shelf be those of a resource with other facts; times and versions of items do not move."""
    moved = record.deletes != shelf.record.deletes
    deleted = [(one, unmarked(shelf, one.body)) for one in shelf.items.values() if one.deleted] if moved else []
    shelf.become(record)
    for item, body in deleted:
        shelf.copy(shelf.rewritten(item, mark(shelf, body)))
