"""A fraction becomes a number of percent.

Example: `fraction to percent`; 0.19 becomes 19.
Loses: nothing.
Inverse: percent as a fraction.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Read, Rule, Sample, itself
from interlock.mapping.rules._numbers import EXACT, plainly
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _moved(by: int) -> Read:
    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return plainly(EXACT.scaleb(number, by)) if isinstance(number, Decimal) else number

    return read


def _build(_call: Call) -> Conversion:
    return Conversion(Codec(_moved(2), _moved(-2)), Codec(as_number, itself))


RULE = Rule(
    shapes=(
        "fraction to percent",
        "fraction as percent",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    samples=(
        Sample("fraction to percent", "", None),
        Sample("fraction to percent", "many", fits=False),
        Sample("fraction to percent", 0, 0),
        Sample("fraction to percent", -0.005, -0.5),
        Sample("fraction to percent", 0.19, 19),
    ),
)
