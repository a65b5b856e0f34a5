"""The numbers of the cell together; nothing is zero, and nothing at all stays nothing.

Example: `added up` for `net`, `tax`; 5 and 2 become 7.
Loses: the numbers.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import NUMBER_FIELDS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample, Takes
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._numbers import plainly, total
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _read(values: tuple[Canonical, ...]) -> Canonical:
    return None if all(value is None or value == "" for value in values) else plainly(total(values))


def _build(_call: Call) -> Conversion:
    return one_way(_read, as_number)


RULE = Rule(
    shapes=(
        "added up",
        "added together",
    ),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBER_FIELDS,
    loses=(Loss("added up", [5, 2], 7),),
    takes=Takes.MANY,
    samples=(
        Sample("added up", [None, None], None),
        Sample("added up", ["", ""], None),
        Sample("added up", [5, "some"], fits=False),
        Sample("added up", [5, None], 5),
        Sample("added up", [0.1, 0.2], 0.3),
        Sample("added up", [5, 2], 7),
    ),
)
