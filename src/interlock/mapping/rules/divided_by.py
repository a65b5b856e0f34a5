"""A number divided by a fixed one. One that does not come out even cannot be brought over, unless places are written.

Example: `divided by 100`; 1250 becomes 12.5. `divided by 3, rounded to 2 places`; 10 becomes 3.33.
Loses: nothing; with places, those after them.
Inverse: the number multiplied again; with places none.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import cast

from interlock.mapping.domains import NUMBERS
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._numbers import EXACT, divided, exactly, plainly, ratio
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    by, places = cast("Decimal", call.args["number"]), call.args.get("places")
    if not by:
        raise Problem("nothing can be divided by zero")

    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        if not isinstance(number, Decimal):
            return number
        whole = ratio(number) / Fraction(by)
        return exactly(whole) if places is None else plainly(divided(whole, int(str(places))))

    def back(value: Canonical) -> Canonical:
        if not isinstance(value, Decimal):
            return value
        exactly(ratio(value))  # one that is finer would not come back
        return plainly(EXACT.multiply(value, by))

    return Conversion(Codec(read, back if places is None else None), Codec(as_number, itself))


RULE = Rule(
    shapes=(
        "divided by {number}",
        "divided by {number}, rounded to {places} (decimal )place(s)",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("divided by 3, rounded to 2 places", 10, 3.33),),
    turns=lambda args: "places" not in args,
    coarse=True,
    samples=(
        Sample("divided by 100", "", None),
        Sample("divided by 100", "many", fits=False),
        Sample("divided by 3", 10, fits=False),
        Sample("divided by 100", 0, 0),
        Sample("divided by 100", 1250, 12.5),
        Sample("divided by 3", 9, 3),
        Sample("divided by 8", 1, 0.125),
    ),
)
