"""The number, but never less than this.

Example: `at least 0`; -3 becomes 0.
Loses: how far below it was.
Inverse: none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    least = cast("Decimal", call.args["number"])

    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return least if isinstance(number, Decimal) and number < least else number

    return Conversion(Codec(read, None), Codec(as_number, itself))


RULE = Rule(
    shapes=("at least {number}",),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("at least 0", -3, 0),),
    samples=(
        Sample("at least 0", "many", fits=False),
        Sample("at least 0", True, fits=False),
        Sample("at least 0", -3, 0),
        Sample("at least 0", -0.5, 0),
        Sample("at least 0", 0, 0),
        Sample("at least -2.5", -2.5, -2.5),
        Sample("at least 0", "7", 7),
        Sample("at least 0", 7, 7),
    ),
)
