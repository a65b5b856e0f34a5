"""The number and that of another field together. Nothing in the other field is zero.

Example: `plus `shipping``; 5 with 2 of shipping becomes 7.
Loses: both numbers.
Inverse: none.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._numbers import EXACT, plainly, total
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(_call: Call) -> Conversion:
    def read(value: Canonical, other: Canonical = None) -> Canonical:
        number = as_number(value)
        return plainly(EXACT.add(number, total([other]))) if isinstance(number, Decimal) else number

    return one_way(read, as_number)


RULE = Rule(
    shapes=("plus {field}",),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("plus `shipping`", 5, 7, {"shipping": "2"}),),
    samples=(
        Sample("plus `shipping`", "", None, needs={"shipping": "1"}),
        Sample("plus `shipping`", 5, needs={"shipping": "some"}, fits=False),
        Sample("plus `shipping`", 5, 5, needs={"shipping": None}),
        Sample("plus `shipping`", 0.1, 0.3, needs={"shipping": "0.2"}),
        Sample("plus `shipping`", 5, 7, needs={"shipping": "2"}),
    ),
)
