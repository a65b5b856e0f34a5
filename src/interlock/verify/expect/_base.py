"""What a naive reader expects of one mapping rule, written without a look at how the rule is compiled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias

from interlock.model.document import LookUp
from interlock.model.path import Path
from interlock.model.profile import FieldProfile
from interlock.model.value import ABSENT, JSON, Absent, Side

# Longer ones, infinities and the like are no numbers of a business, and some take all memory to write out.
_NUMBER = re.compile(r"[+-]?[0-9]{1,60}(?:\.[0-9]{1,60})?(?:[eE][+-]?[0-9]{1,2})?")


class Unknowable(Enum):
    """Nothing can be expected: the rule has no way in this direction, or the value has no counterpart."""

    UNKNOWABLE = "unknowable"


UNKNOWABLE: Final = Unknowable.UNKNOWABLE

Raw: TypeAlias = JSON | Absent
Expected: TypeAlias = object
"""A raw value, a decimal or a date; `UNKNOWABLE` where nothing can be expected."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One row of a field table, asked on its way from `source` to the other side.

    `values` are what the source's fields show, `near(name)` finds a field that the rule names, in the same element,
    then in the item, then on the other side. `counterpart(record, side, id)` is the id of the item's partner on the
    other side. `args` are the rule's own words, as the mapping room parses them; `starts` is the side from which they
    speak, the one that a one-way row comes from. `there` is what the fields of the other side show already, `fields`
    are the row's own, as seen from the element of their list.
    """

    source: Side
    values: tuple[Raw, ...]
    args: Mapping[str, object]
    near: Callable[[str], Raw]
    counterpart: Callable[[str, Side, str], str | None]
    tables: tuple[LookUp, ...] = ()
    shown_by: Mapping[Side, tuple[FieldProfile | None, ...]] = field(default_factory=dict)
    starts: Side = Side.LEFT
    two_way: bool = False
    there: tuple[Raw, ...] = ()
    fields: Mapping[Side, tuple[Path, ...]] = field(default_factory=dict)

    @property
    def value(self) -> Raw:
        """What the source's first field shows."""
        return self.values[0] if self.values else ABSENT

    @property
    def forwards(self) -> bool:
        """Whether the value goes the way that the rule's words speak of."""
        return self.source is self.starts

    @property
    def from_field(self) -> FieldProfile | None:
        """What is known of the source's first field."""
        return next(iter(self.shown_by.get(self.source, ())), None)

    @property
    def to_field(self) -> FieldProfile | None:
        """What is known of the target's first field."""
        return next(iter(self.shown_by.get(self.source.other, ())), None)


@dataclass(frozen=True, slots=True)
class Want:
    """What a made value shall be like: the `n`-th of its kind, another for each `variant` and `salt`, with the mark."""

    n: int
    variant: int
    mark: str
    positive: bool = False
    salt: int = 0


def blank(value: object) -> bool:
    """Whether nothing is there: absent, null or empty text."""
    return value is ABSENT or value is None or value == ""


def same(expected: Expected, actual: Raw) -> bool:
    """Whether both mean the same: numbers by value, moments by instant, texts to the letter, nothing as nothing."""
    if blank(expected) or blank(actual):
        return blank(expected) and blank(actual)
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, list | tuple) and isinstance(actual, list):
        return len(expected) == len(actual) and all(same(e, a) for e, a in zip(expected, actual, strict=True))
    if isinstance(expected, datetime):
        found = moment_of(actual)
        return found is not None and found == expected
    if isinstance(expected, date):
        return str(actual)[:10] == expected.isoformat()
    if isinstance(expected, int | float | Decimal):
        return decimal_of(expected) == decimal_of(actual)
    if isinstance(expected, str) and isinstance(actual, int | float):
        return decimal_of(expected) == decimal_of(actual) is not None
    if isinstance(expected, str) and expected != actual:
        mine, theirs = moment_of(expected), moment_of(actual)
        return mine is not None and mine == theirs
    return expected == actual


def decimal_of(value: object) -> Decimal | None:
    """The number that a number or text writes, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    return Decimal(str(value)) if _NUMBER.fullmatch(str(value)) else None


def moment_of(value: object) -> datetime | None:
    """The instant that an ISO text with time and zone writes, or None."""
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one mapping rule does to a value, naively.

    `expected(ask)` is what the target's field should show (a tuple where there are several targets), `same` compares
    it with what it shows, `sample(ask, want)` makes a value for the fields of `ask.source` that the rule can carry
    (None: any value of the field's description will do), one for each field. `keys` are, for a rule that pairs the
    elements of two lists, the left and the right field that do so. `refers` is the record that the value is the id of.
    `gathers` says that the rule takes all values below a list as one, `whole` that it also fills them as one.
    """

    expected: Callable[[Ask], Expected]
    same: Callable[[Ask, Expected, Raw], bool] = field(default=lambda _ask, expected, actual: same(expected, actual))
    sample: Callable[[Ask, Want], tuple[JSON, ...] | None] = field(default=lambda _ask, _want: None)
    refers: Callable[[Mapping[str, object]], str | None] = field(default=lambda _args: None)
    keys: Callable[[Mapping[str, object]], tuple[str, str] | None] = field(default=lambda _args: None)
    gathers: bool = False
    whole: bool = False
