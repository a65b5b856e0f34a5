"""Where a behaviour can lay hands on a request, an item or an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from interlock.model.http import Request
from interlock.model.profile import RecordProfile, Verb
from interlock.model.value import Body

if TYPE_CHECKING:
    from interlock.sandbox.answers import Outcome
    from interlock.sandbox.call import Call
    from interlock.sandbox.item import StoredItem
    from interlock.sandbox.routes import Route
    from interlock.sandbox.store import Store


@dataclass(slots=True)
class Turn:
    """One request on its way through a sandbox, as behaviours see it.

    `route` is None where no operation is meant. `memory` is each behaviour's own, kept from one request to the next.
    `call` is there once the request has been let in.
    """

    request: Request
    route: Route | None
    item_id: str | None
    store: Store
    at: datetime
    memory: dict[str, Any] = field(default_factory=dict)
    call: Call | None = None

    @property
    def verb(self) -> Verb | None:
        """What is asked for, or None."""
        return self.route.operation.verb if self.route is not None else None

    @property
    def lists(self) -> bool:
        """Whether several items are asked for."""
        return self.verb in {Verb.LIST, Verb.SEARCH}

    @property
    def record(self) -> RecordProfile | None:
        """What is known of the resource that the request is about."""
        return self.store.shelf(self.route.resource).record if self.route is not None else None

    @property
    def item(self) -> StoredItem | None:
        """The item that the path names, also when it is deleted."""
        if self.route is None or self.item_id is None:
            return None
        return self.store.item(self.route.resource, self.item_id)

    def parameter(self, name: str) -> str | None:
        """A parameter of the query, or None."""
        return next((value for given, value in self.request.query if given == name), None)


@dataclass(frozen=True, slots=True)
class Twist:
    """What a behaviour does; each part is called where it is given.

    `asked` gives the request for which it is taken. `refuses` raises a `Refusal` where the request is not done, once it
    may come in at all. `shown` gives an item's body as the answer has it, `kept` a body as the system keeps it.
    `answered` gives what becomes of the answer, refusals among them. `changed` hears of each new version of an item.
    """

    asked: Callable[[Turn], Request] | None = None
    refuses: Callable[[Turn], None] | None = None
    shown: Callable[[Turn, StoredItem, Body], Body] | None = None
    kept: Callable[[RecordProfile, Body], Body] | None = None
    answered: Callable[[Turn, Outcome], Outcome] | None = None
    changed: Callable[[Store, StoredItem], None] | None = None
