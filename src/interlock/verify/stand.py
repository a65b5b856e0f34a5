"""A system as the bench stands it up: a sandbox, or a real one behind the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from interlock.model.profile import SystemProfile
from interlock.model.value import JSON, Body
from interlock.sandbox import Exchange, Faults
from interlock.verify.index import Stored


class Shelves(Protocol):
    """The items of a system, as its own users make and see them."""

    def insert(self, resource: str, body: Body, *, validate: bool = True) -> str:
        """Make an item; its id. Without `validate` the system's own rules may be passed by, where that can be done.

        Raises:
            InterlockError: the system does not take it.
        """
        ...

    def change(self, resource: str, item_id: str, changes: Mapping[str, JSON]) -> object:
        """Give fields of an item other values, by their paths."""
        ...

    def remove(self, resource: str, item_id: str) -> object:
        """Delete an item."""
        ...

    def merge(self, resource: str, loser: str, winner: str) -> object:
        """Merge an item into another."""
        ...

    def item(self, resource: str, item_id: str) -> Stored | None:
        """An item, None where nobody ever made it."""
        ...

    def items(self, resource: str, *, deleted: bool = False) -> Iterable[Stored]:
        """All items that count, those that are gone too where that is asked for."""
        ...


class Stand(Protocol):
    """What the bench needs of a system. `log` is what the integration asked it, and what it answered."""

    @property
    def profile(self) -> SystemProfile:
        """What is known of it."""
        ...

    @property
    def store(self) -> Shelves:
        """Its items."""
        ...

    @property
    def faults(self) -> Faults:
        """What goes wrong on request."""
        ...

    @property
    def log(self) -> list[Exchange]:
        """Requests with their answers, in order."""
        ...

    def rename_label(self, resource: str, field: str, label: str) -> None:
        """Give a field another label."""
        ...

    def expire_tokens(self) -> None:
        """Let the tokens that were issued die now."""
        ...
