"""The first number of the cell less all others; nothing is zero, and nothing at all stays nothing.

Example: `the first less the others` for `on_hand`, `reserved`; 5 and 2 become 3.
Loses: the numbers.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import NUMBER_FIELDS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample, Takes
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._numbers import EXACT, plainly, total
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _read(values: tuple[Canonical, ...]) -> Canonical:
    if all(value is None or value == "" for value in values):
        return None
    return plainly(EXACT.subtract(total(values[:1]), total(values[1:])))


def _build(_call: Call) -> Conversion:
    return one_way(_read, as_number)


RULE = Rule(
    shapes=("the first less the other(s)",),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBER_FIELDS,
    loses=(Loss("the first less the others", [5, 2], 3),),
    takes=Takes.MANY,
    samples=(
        Sample("the first less the others", [None, None], None),
        Sample("the first less the others", ["", ""], None),
        Sample("the first less the others", [5, "some"], fits=False),
        Sample("the first less the others", [5, None], 5),
        Sample("the first less the others", [None, 5], -5),
        Sample("the first less the others", [0.3, 0.1], 0.2),
        Sample("the first less the others", [5, 2], 3),
    ),
)
