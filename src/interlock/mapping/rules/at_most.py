"""The number, but never more than this.

Example: `at most 100`; 120 becomes 100.
Loses: how far above it was.
Inverse: none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import one_way
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    most = cast("Decimal", call.args["number"])

    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return most if isinstance(number, Decimal) and number > most else number

    return one_way(read, as_number)


RULE = Rule(
    shapes=("at most {number}",),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("at most 100", 120, 100),),
    samples=(
        Sample("at most 100", "many", fits=False),
        Sample("at most 100", "", None),
        Sample("at most 0", 0.5, 0),
        Sample("at most 100", 100, 100),
        Sample("at most 100", 120, 100),
        Sample("at most -1", "-2", -2),
    ),
)
