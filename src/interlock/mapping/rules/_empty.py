"""Null and empty text taken for the same, and each side's own word for it."""

from __future__ import annotations

from interlock.mapping.rule import Call, Codec, Conversion, Read
from interlock.mapping.rules.equal import RULE as EQUAL
from interlock.model.value import ABSENT, Canonical


def equally(call: Call) -> Conversion:
    """The conversion of fields that show the same value."""
    made = EQUAL.build(call)
    if not isinstance(made, Conversion):  # pragma: no cover - that rule makes nothing else
        raise TypeError("the rule `equal` converts values")
    return made


def nulled(call: Call) -> Read:
    """What reads a value as the rule `equal` does, and empty text as null."""
    inner = equally(call).source.read

    def read(value: Canonical) -> Canonical:
        return None if value is None or value == "" else inner(value)

    return read


def nulling(read: Read, nothing: Canonical) -> Codec:
    """A side whose word for null is this one; what is empty there already keeps its own."""

    def put(value: Canonical, there: Canonical) -> Canonical:
        if value is None and nothing is None and there is None:
            return ABSENT
        return nothing if value is None else value

    return Codec(read, lambda value: put(value, None), put=put)
