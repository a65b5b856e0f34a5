"""An amount with as many decimal places as its currency has, halves away from zero.

On a two-way row finer differences do not count.

Example: `rounded to the places of `currency``; 10.005 becomes 10.01 in EUR and 10 in JPY.
Loses: fractions of the minor unit.
Inverse: on a two-way row itself.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Needs, Rule, Sample, itself
from interlock.mapping.rules._currency import places
from interlock.mapping.rules._numbers import plainly, rounded
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    fixed = call.args.get("currency")

    def read(value: Canonical, currency: Canonical = None) -> Canonical:
        number = as_number(value)
        if not isinstance(number, Decimal):
            return number
        return plainly(rounded(number, places(str(fixed) if fixed else currency)))

    def shown(value: Canonical, _currency: Canonical = None) -> Canonical:
        return as_number(value)

    return Conversion(Codec(read, itself), Codec(read if call.two_way else shown, itself))


RULE = Rule(
    shapes=(
        "rounded to the places of {field}",
        "rounded to {currency}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("rounded to EUR", 10.005, 10.01),),
    needs=Needs.WISHED,
    coarse=True,
    samples=(
        Sample("rounded to the places of `currency`", 1, needs={"currency": None}, fits=False),
        Sample("rounded to the places of `currency`", 1, needs={"currency": "QQQ"}, fits=False),
        Sample("rounded to the places of `currency`", "", None, needs={"currency": "EUR"}),
        Sample("rounded to the places of `currency`", 10.005, 10.01, needs={"currency": "EUR"}),
        Sample("rounded to the places of `currency`", 10.5, 11, needs={"currency": "JPY"}),
        Sample("rounded to the places of `currency`", -0.0005, -0.001, needs={"currency": "KWD"}),
        Sample("rounded to EUR", 10.005, 10.01),
    ),
)
