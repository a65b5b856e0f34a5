"""A number of percent becomes a fraction of one.

Example: `percent to fraction`; 19 becomes 0.19.
Loses: nothing.
Inverse: the fraction as percent.
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
    return Conversion(Codec(_moved(-2), _moved(2)), Codec(as_number, itself))


RULE = Rule(
    shapes=(
        "percent to (a )fraction",
        "percent as (a )fraction",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    samples=(
        Sample("percent to fraction", "", None),
        Sample("percent to fraction", "many", fits=False),
        Sample("percent to fraction", 0, 0),
        Sample("percent to fraction", -0.5, -0.005),
        Sample("percent to fraction", 19, 0.19),
    ),
)
