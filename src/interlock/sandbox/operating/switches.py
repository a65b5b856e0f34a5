"""The behaviours of a running sandbox as switches: which are there and on, and what one more or less makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.errors import UsageError
from interlock.model.value import JSON
from interlock.sandbox.behaviours import behaviours, families, name_of


def catalogue(on: Sequence[str]) -> list[JSON]:
    """Every behaviour with what it does, what a caller sees, its amount, and whether it is on."""
    standing = {name_of(written): written for written in on}
    docs = behaviours().docs
    return [
        {
            "name": name,
            "family": family,
            "does": " ".join(docs[name].split()),
            "example": one.example,
            "amount": one.amount,
            "unit": one.unit,
            "on": standing.get(name),
        }
        for family, items in families().items()
        for name, one in items.items.items()
    ]


def with_one(on: Sequence[str], written: str) -> tuple[str, ...]:
    """Those that are on and one more, which counts as the last; it replaces itself with another amount.

    Raises:
        UsageError: there is no such behaviour, or it takes no such amount.
    """
    name = name_of(written)
    return (*(one for one in on if name_of(one) != name), written.strip())


def without(on: Sequence[str], written: str) -> tuple[str, ...]:
    """Those that are on but this one.

    Raises:
        UsageError: there is no such behaviour, or it is not on.
    """
    name = name_of(written)
    left = tuple(one for one in on if name_of(one) != name)
    if len(left) == len(on):
        raise UsageError(f"the behaviour `{name}` is not on", hint=f"there is {', '.join(on)}" if on else "none is on")
    return left
