"""The number multiplied by that of another field: a price by a quantity.

Example: `times `quantity``; 2.5 with a quantity of 4 becomes 10.
Loses: both numbers.
Inverse: none.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._numbers import EXACT, number_needed, plainly
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    name = str(call.args["field"])

    def read(value: Canonical, other: Canonical = None) -> Canonical:
        number = as_number(value)
        if not isinstance(number, Decimal):
            return number
        return plainly(EXACT.multiply(number, number_needed(other, f"`{name}`")))

    return one_way(read, as_number)


RULE = Rule(
    shapes=(
        "times {field}",
        "multiplied by {field}",
    ),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("times `quantity`", 2.5, 10, {"quantity": "4"}),),
    samples=(
        Sample("times `quantity`", "", None, needs={"quantity": "1"}),
        Sample("times `quantity`", 5, needs={"quantity": None}, fits=False),
        Sample("times `quantity`", "many", needs={"quantity": "2"}, fits=False),
        Sample("times `quantity`", 0.1, 0.3, needs={"quantity": "3"}),
        Sample("times `quantity`", 2.5, 10, needs={"quantity": "4"}),
    ),
)
