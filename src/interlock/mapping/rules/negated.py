"""A number with the other sign: a discount that is negative on one side only.

Example: `with the other sign`; 5 becomes -5.
Loses: nothing.
Inverse: itself.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _turned(value: Canonical) -> Canonical:
    number = as_number(value)
    if not isinstance(number, Decimal):
        return number
    return number.copy_negate() if number else number


def _build(_call: Call) -> Conversion:
    return Conversion(Codec(_turned, _turned), Codec(as_number, itself))


RULE = Rule(
    shapes=(
        "with the other sign",
        "negated",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    samples=(
        Sample("with the other sign", "", None),
        Sample("with the other sign", "many", fits=False),
        Sample("with the other sign", 0, 0),
        Sample("with the other sign", -2.5, 2.5),
        Sample("with the other sign", 5, -5),
    ),
)
