"""What items of a system must not do to each other: share unique values, refer to nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.model.profile import Confidence
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Problem
from interlock.sandbox.index import text_at, text_of
from interlock.sandbox.item import StoredItem
from interlock.sandbox.shelf import Shelf


def taken_values(shelf: Shelf, body: Body, own: StoredItem | None) -> list[Problem]:
    """The unique fields whose value another item has."""
    problems: list[Problem] = []
    for path in shelf.unique:
        text = text_at(body, path)
        if text is None or (own is not None and text_at(own.body, path) == text):
            continue
        if any(not shelf.items[other].deleted for other in shelf.by_value(path, text)):
            problems.append(Problem(str(path), "is taken already"))
    return problems


def dangling_references(
    shelves: Mapping[str, Shelf], shelf: Shelf, body: Body, own: StoredItem | None
) -> list[Problem]:
    """The references that point at no item."""
    problems: list[Problem] = []
    for field in shelf.record.fields:
        target = field.refers_to.value
        if target not in shelves or field.enum or field.refers_to.confidence is Confidence.POSSIBLE:
            continue
        known = {text_of(value) for value in _values_at(own.body, field.path.parts)} if own is not None else set()
        for value in _values_at(body, field.path.parts):
            text = text_of(value)
            found = shelves[str(target)].items.get(text or "")
            if text not in known and text and (found is None or found.deleted):
                problems.append(Problem(str(field.path), f"refers to no item of `{target}`"))
    return problems


def _values_at(value: JSON, parts: Sequence[str]) -> list[JSON]:
    if not parts:
        return [value]
    if not isinstance(value, dict):
        return []
    below = value.get(parts[0].removesuffix("[]"))
    if not parts[0].endswith("[]"):
        return _values_at(below, parts[1:])
    found: list[JSON] = []
    for element in below if isinstance(below, list) else []:
        found += _values_at(element, parts[1:])
    return found
