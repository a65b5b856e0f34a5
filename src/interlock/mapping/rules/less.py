"""The number less that of another field: stock on hand less what is reserved. Nothing in the other field is zero.

Example: `less `reserved``; 5 with 2 reserved becomes 3. `less `reserved`, at least 0` never gives a negative number.
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


def _build(call: Call) -> Conversion:
    least = call.args.get("number")

    def read(value: Canonical, other: Canonical = None) -> Canonical:
        number = as_number(value)
        if not isinstance(number, Decimal):
            return number
        found = plainly(EXACT.subtract(number, total([other])))
        return max(found, least) if isinstance(least, Decimal) else found

    return one_way(read, as_number)


RULE = Rule(
    shapes=(
        "less/minus {field}",
        "less/minus {field}, at least {number}",
    ),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("less `reserved`", 5, 3, {"reserved": "2"}),),
    samples=(
        Sample("less `reserved`", "", None, needs={"reserved": "1"}),
        Sample("less `reserved`", "many", needs={"reserved": "1"}, fits=False),
        Sample("less `reserved`", 5, needs={"reserved": "some"}, fits=False),
        Sample("less `reserved`", 5, 5, needs={"reserved": None}),
        Sample("less `reserved`", 0.3, 0.2, needs={"reserved": "0.1"}),
        Sample("less `reserved`", 2, -3, needs={"reserved": "5"}),
        Sample("less `reserved`, at least 0", 2, 0, needs={"reserved": "5"}),
        Sample("less `reserved`", 5, 3, needs={"reserved": "2"}),
    ),
)
