"""One request on its way through a sandbox, with what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import orjson

from interlock.model.http import Request
from interlock.model.path import put
from interlock.model.profile import Operation, Verb
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Refusal
from interlock.sandbox.behaviours import Behaviours, Turn
from interlock.sandbox.bodies import read_body
from interlock.sandbox.envelope import dig
from interlock.sandbox.index import text_of
from interlock.sandbox.item import StoredItem
from interlock.sandbox.routes import Route
from interlock.sandbox.shelf import Shelf
from interlock.sandbox.store import Store
from interlock.sandbox.turning import Hands


@dataclass
class Call:
    """A request, the operation it means, the shelf it is about, and what its path says."""

    request: Request
    route: Route
    values: Mapping[str, str]
    store: Store
    shelf: Shelf
    behaviours: Behaviours
    address: str = ""
    turn: Turn | None = None
    hands: Hands | None = None

    @property
    def operation(self) -> Operation:
        """What is asked for."""
        return self.route.operation

    @cached_property
    def query(self) -> dict[str, str]:
        """The query's parameters; of several of one name the last."""
        return dict(self.request.query)

    @cached_property
    def body(self) -> JSON:
        """The request's body.

        Raises:
            Refusal: it cannot be read.
        """
        return read_body(self.request, self.operation.form)

    @cached_property
    def scope(self) -> dict[str, str]:
        """The path parameters of the parents."""
        own = self.route.own_parameter
        return {name: value for name, value in self.values.items() if name != own}

    def parameter(self, name: str, where: str = "query") -> str | None:
        """A parameter as text, from the query, a header or the body; None where it is not given."""
        if not name:
            return None
        if where == "header":
            return self.request.headers.get(name.casefold())
        if where == "body":
            return text_of(dig(self.body, name.split(".")))
        return self.query.get(name)

    def wanted_id(self) -> str | None:
        """The id of the item that the request is about, or None."""
        operation, own = self.operation, self.route.own_parameter
        if own is not None:
            value = self.values.get(own)
            return value.replace("''", "'") if value and f"'{{{own}}}'" in operation.path else value
        name = operation.id_param or str(self.shelf.record.id_path)
        if operation.id_in == "query":
            return self.query.get(name)
        return self.parameter(name, "body") if operation.id_in in {"body", "envelope"} else None

    def existing(self) -> StoredItem:
        """The item that the request is about.

        Raises:
            Refusal: 404, there is none, or not any more.
        """
        item = self.shelf.items.get(self.wanted_id() or "")
        self.demand_parent()
        if item is None or (item.deleted and not self.shelf.marks) or not _belongs(item, self.scope):
            raise Refusal(404, "there is no such item")
        return item

    def demand_parent(self) -> None:
        """Look at the parent that the path names.

        Raises:
            Refusal: 404, there is no such parent, or not any more.
        """
        parent = self.shelf.record.parent.value
        if not parent or not self.scope or self.store.profile.record(parent) is None:
            return
        found = self.store.item(parent, list(self.scope.values())[-1])
        if found is None or found.deleted:
            raise Refusal(404, f"there is no such item of `{parent}`")

    def shown(self, item: StoredItem) -> bytes:
        """The item as answers carry it; deleted ones may be thin."""
        if item.deleted and self.behaviours.thin_tombstones:
            return self._thin(item)
        shown = item.shown
        if self.behaviours.null_until_edited and item.version == 1:
            shown = self._unstamped(item)
        if self.hands is not None and self.hands.show and self.turn is not None:
            return self.hands.shown(self.turn, item, shown)
        return shown

    def _unstamped(self, item: StoredItem) -> bytes:
        path = self.shelf.record.updated_at.value
        return orjson.dumps(put(orjson.loads(item.shown), path, None)) if path is not None else item.shown

    def _thin(self, item: StoredItem) -> bytes:
        record, deletes = self.shelf.record, self.shelf.deletes
        paths = [record.id_path, record.updated_at.value, deletes.field]
        body: Body = {} if deletes.field is not None else {"deleted": True}
        for path in paths:
            if path is not None:
                body = put(body, path, _value_at(item.body, path.parts))
        return orjson.dumps(body)

    @property
    def checks_versions(self) -> bool:
        """Whether a write may say which version it is meant for."""
        return self.shelf.record.version.value is not None and not self.behaviours.ignores_versions

    @property
    def is_list(self) -> bool:
        """Whether it reads several items."""
        return self.operation.verb in {Verb.LIST, Verb.SEARCH}


def _belongs(item: StoredItem, scope: Mapping[str, str]) -> bool:
    return all(item.scope.get(name, value) == value for name, value in scope.items())


def _value_at(value: JSON, parts: tuple[str, ...]) -> JSON:
    for part in parts:
        value = value.get(part) if isinstance(value, dict) else None
    return value
