"""Values of fields: what JSON can say, and what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, TypeAlias

JSON: TypeAlias = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
"""A value as `orjson` reads and writes it."""

Body: TypeAlias = dict[str, JSON]
"""The fields of one item as its system shows them."""


class Absent(Enum):
    """The field is not in the answer at all; neither `null` nor empty."""

    ABSENT = "absent"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent.ABSENT

Scalar: TypeAlias = None | bool | int | Decimal | str | date | datetime
Canonical: TypeAlias = Scalar | Absent | tuple["Canonical", ...] | Mapping[str, "Canonical"]
"""A value in a form in which equal means equal: decimals, aware instants in UTC, tuples, mappings.

Two sides agree on a field pair when their canonical values are equal. Every canonical value can be stored
(`interlock.model.canonical`).
"""


class Side(Enum):
    """Which of the two systems; the first in the table of systems is the left one."""

    LEFT = "left"
    RIGHT = "right"

    # There is one object of each, and the hash by name is worked out anew by every look into a dictionary.
    __hash__ = object.__hash__

    other: Side
    """The opposite side."""


Side.LEFT.other, Side.RIGHT.other = Side.RIGHT, Side.LEFT

Names: TypeAlias = Sequence[str]
