"""What people mean by an item, and what they wrote: told apart by values that are written only once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import orjson

from interlock.mapping import Unfit, Waiting
from interlock.model import canonical
from interlock.model.value import ABSENT, Side


def text(value: object) -> str:
    """A canonical value as text; equal values have equal texts, nothing at all is empty."""
    if value is None or value is ABSENT or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | Decimal):
        return f"#{Decimal(value).normalize():f}"
    if isinstance(value, Unfit | Waiting):
        return f"?{value!r}"
    if isinstance(value, str):
        return value.strip().lstrip("+").casefold()  # as the systems' own spellings differ
    return canonical.dumps(value)  # type: ignore[arg-type]


def elements(shown: str) -> frozenset[str]:
    """The elements of a set that is shown as text; in front stands what kind of value it is."""
    return frozenset(orjson.loads(shown)[1:]) if shown else frozenset()


def same_but_for_order(shown: str, other: str) -> bool:
    """Whether both show lists, and of the same elements."""
    if not (shown.startswith("[") and other.startswith("[")):
        return False
    one, two = (sorted(map(orjson.dumps, orjson.loads(text)[1:])) for text in (shown, other))
    return one == two


def named(shown: str) -> tuple[str, ...]:
    """The names of things that a reference shows as text, or a list of references."""
    if not shown.startswith("["):
        return (shown,) if shown else ()
    return tuple(orjson.loads(shown)[1:])


@dataclass(eq=False)
class Thing:
    """What people mean by one item, on whichever sides it is. `refs` are the things it was ever said to belong to."""

    number: int
    record: str
    ids: dict[Side, str] = field(default_factory=dict)
    made_by_people: set[Side] = field(default_factory=set)
    deleted: dict[Side, datetime] = field(default_factory=dict)
    """by people"""
    deleted_first: dict[Side, datetime] = field(default_factory=dict)
    """by people, whether or not it came back since"""
    removed: dict[Side, datetime] = field(default_factory=dict)
    """by the sync"""
    archived: set[Side] = field(default_factory=set)
    """by the sync"""
    out_of_use: set[Side] = field(default_factory=set)
    """by people"""
    refs: list[Thing] = field(default_factory=list)
    made_at: datetime | None = None
    unheard: set[Side] = field(default_factory=set)
    """where people deleted it before the sync heard that it had made it"""
    left_scope: bool = False
    merged: dict[Side, Thing] = field(default_factory=dict)
    """into what people merged it"""
    merged_at: dict[Side, datetime] = field(default_factory=dict)
    """and when they did"""
    back: dict[Side, int] = field(default_factory=dict)
    """where people took it out of the bin, and the number of that moment"""
    twin: Thing | None = None
    """what it was split from, made on both sides and not yet known as the same"""
    decided: set[str] = field(default_factory=set)
    """field pairs about which a person decided; empty: about the whole"""

    def __str__(self) -> str:
        """As a timeline names it."""
        return f"{self.record.lower()}-{self.number}"


@dataclass(eq=False)
class Edit:
    """A value that somebody wrote. `replaced` tells that somebody wrote another one where it was shown."""

    number: int
    at: datetime
    thing: Thing
    side: Side
    pair: str
    value: str
    replaced: bool = False
    window: bool = False
    """overwritten by a write that nothing could have protected"""
    again: bool = False
    """it was there before: who looks later sees no edit"""
