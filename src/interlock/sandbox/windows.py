"""Which items a list request means, in which order: a window into an index, or a list made for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from interlock.model.path import Path, get
from interlock.sandbox.call import Call
from interlock.sandbox.chance import Chance
from interlock.sandbox.filters import values_asked
from interlock.sandbox.index import change_key, making_key, text_at, text_of
from interlock.sandbox.item import StoredItem
from interlock.sandbox.strictness import known_parameters

Key: TypeAlias = tuple[Any, ...]
"""Where an item stands in an order; its id is the last part."""

MAKING, CHANGE, FIELD = "m", "c", "f"


@dataclass(frozen=True, slots=True)
class Window:
    """The keys from `low` on, in an order: by making, by change, or by a field (then only positions count)."""

    keys: Sequence[Key]
    order: str
    low: int = 0

    def __len__(self) -> int:
        return len(self.keys) - self.low

    def part(self, start: int, size: int) -> Sequence[Key]:
        """So many keys from that position of the window."""
        first = self.low + start
        return self.keys[first : first + size]


def order_asked(call: Call, since: datetime | None) -> tuple[str, Path | None, bool]:
    """The order that a request asks for, the field where it is by one, and whether it is the other way round."""
    known = call.shelf.record.sort.value
    given = None
    if known is not None:
        parameter, by_change = known
        given = call.parameter(parameter.name, "body" if parameter.where == "body" else "query")
        if given == by_change:
            return CHANGE, None, False
    if not given:
        return (CHANGE if since is not None else MAKING), None, False
    words = given.replace("-", " ").replace(":", " ").replace(",", " ").split()
    falling = given.startswith("-") or any(word.casefold() in {"desc", "descending"} for word in words)
    path = next((field.path for field in call.shelf.record.fields if str(field.path) in words), None)
    if path is None:
        return MAKING, None, falling
    return FIELD, path, falling


def window(
    call: Call, *, since: datetime | None, deleted: bool, order: str, by: Path | None = None, falling: bool = False
) -> Window:
    """The items that are asked for, in that order."""
    asked = values_asked(call)
    shelf = call.shelf
    index = shelf.everything if deleted else shelf.live
    if call.behaviours.ignores_since:
        since = None
    # Where nobody knows whether the moment itself is included, it is not: callers must not rely on it.
    inclusive = shelf.record.since.value is not None and shelf.record.since.value.inclusive is True
    least = since if since is None or inclusive else since + timedelta(microseconds=1)
    anyhow = call.behaviours.any_order and order != CHANGE and by is None and not falling
    call.store.lists += 1
    unknown = _unknown(call) if call.behaviours.filters_unknown else {}
    unlike = anyhow or unknown or (least is not None and call.behaviours.null_until_edited)
    if not asked and not call.scope and order is not FIELD and not falling and not unlike:
        if order == CHANGE:
            low = bisect_left(index.by_change, (least,)) if least is not None else 0
            return Window(index.by_change, CHANGE, low)
        if least is None:
            return Window(index.by_making, MAKING)
    chosen = [
        item
        for item in _candidates(call, asked)
        if (deleted or shelf.marks or not item.deleted) and (least is None or item.updated_at >= least)
    ]
    if unknown:
        fitting = unknown.items()
        chosen = [item for item in chosen if all(text_of(item.body.get(name)) == value for name, value in fitting)]
    if least is not None and call.behaviours.null_until_edited:
        chosen = [item for item in chosen if item.version > 1]
    if anyhow:
        chance = Chance("order", shelf.record.name, call.store.lists)
        return Window(sorted((making_key(item) for item in chosen), key=lambda _: chance.bits()), FIELD)
    if order == FIELD and by is not None:
        chosen.sort(key=making_key)
        chosen.sort(key=lambda item: _sortable(item, by), reverse=falling)
        return Window([making_key(item) for item in chosen], FIELD)
    keys: list[Key] = sorted(change_key(item) if order == CHANGE else making_key(item) for item in chosen)
    if falling:
        keys.reverse()
    return Window(keys, FIELD if falling else order)


def _unknown(call: Call) -> dict[str, str]:
    """The parameters that nobody knows, with their values."""
    known = known_parameters(call)
    return {name: value for name, value in call.query.items() if name not in known}


def _candidates(call: Call, asked: list[tuple[Path, str]]) -> list[StoredItem]:
    shelf = call.shelf
    if asked:
        (path, text), *others = asked
        found = [shelf.items[item_id] for item_id in shelf.by_value(path, text)]
        found = [item for item in found if all(text_at(item.body, other) == value for other, value in others)]
    elif call.scope:
        found = [shelf.items[item_id] for item_id in shelf.by_scope(call.scope)]
    else:
        found = list(shelf.items.values())
    if call.scope and asked:
        found = [item for item in found if item.scope == call.scope]
    return found


def _sortable(item: StoredItem, path: Path) -> tuple[int, float, str]:
    found = get(item.body, path)
    if isinstance(found, int | float):
        return 1, float(found), ""
    return (2, 0.0, text_of(found) or "") if found else (0, 0.0, "")
