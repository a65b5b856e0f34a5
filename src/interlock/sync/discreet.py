"""Keeps sensitive values out of what systems answer: many quote what they refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

import orjson

from interlock.errors import SystemFault
from interlock.model.kept import Intent
from interlock.model.path import get
from interlock.model.value import ABSENT
from interlock.sync.record import Record

_SHORTEST = 3
"""Shorter texts stand in every sentence, and tell nothing."""

_MOST = 200
_HIDDEN = "…"

Fault = TypeVar("Fault", bound=SystemFault)


def discreet(fault: Fault, record: Record, intent: Intent) -> Fault:
    """The fault without the sensitive values that the write had, wherever its message quotes them."""
    values = sorted({text for text in _sensitive(record, intent) if len(text) >= _SHORTEST}, key=len, reverse=True)
    if not values:
        return fault
    message = re.sub("|".join(map(re.escape, values[:_MOST])), _HIDDEN, fault.message, flags=re.IGNORECASE)
    if message == fault.message:
        return fault
    # Its class may ask for more than the message, so that it cannot be made or copied like any value.
    quiet = fault.__class__.__new__(fault.__class__)
    quiet.__dict__.update(fault.__dict__)
    quiet.message = message
    quiet.args = (message,)
    return quiet


def _sensitive(record: Record, intent: Intent) -> Iterator[str]:
    pairs = [pair for pair in record.mapping.pairs if pair.sensitive]
    keys = {path.parts[-1].removesuffix("[]") for pair in pairs for path in pair.fields(intent.side)}
    for pair in pairs:
        yield from _texts(intent.values.get(pair.name))
        if intent.before is not None:
            for path in pair.fields(intent.side):
                found = get(intent.before, path)
                yield from _texts(None if found is ABSENT else found)
    if keys and intent.request.body:
        try:
            yield from _named(orjson.loads(intent.request.body), keys)
        except (orjson.JSONDecodeError, RecursionError):
            return


def _named(value: object, keys: set[str]) -> Iterator[str]:
    """The texts of all fields of these names in a body, however it wraps the item."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner) if key in keys else _named(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, keys)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool) and value is not ABSENT:
        yield str(value)
