"""A number multiplied by a fixed one.

Example: `times 1000`; 1.5 becomes 1500. `times -1` turns the sign.
Loses: nothing.
Inverse: the number divided again; one that does not come out even cannot be brought back.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import cast

from interlock.mapping.domains import NUMBERS
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.rules._numbers import EXACT, exactly, plainly, ratio
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    by = cast("Decimal", call.args["number"])
    if not by:
        raise Problem("by zero every number becomes the same", hint="write `always 0`")

    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return plainly(EXACT.multiply(number, by)) if isinstance(number, Decimal) else number

    def back(value: Canonical) -> Canonical:
        return exactly(ratio(value) / Fraction(by)) if isinstance(value, Decimal) else value

    return Conversion(Codec(read, back), Codec(as_number, itself))


RULE = Rule(
    shapes=(
        "times {number}",
        "multiplied by {number}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    samples=(
        Sample("times 1000", "", None),
        Sample("times 1000", "many", fits=False),
        Sample("times -1", 0, 0),
        Sample("times 1000", 1.5, 1500),
        Sample("times 0.1", 0.3, 0.03),
        Sample("times 1.19", 10, 11.9),
    ),
)
