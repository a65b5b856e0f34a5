"""An amount becomes a number of minor units (cents, pence, yen), by the decimal places of its currency.

The currency stands in a field, or is written: `amount in EUR to cents`.

Example: amount in `currency` to cents; 12.50 becomes 1250 in EUR, 1250 becomes 1250 in JPY.
Loses: nothing; an amount with more places than the currency has cannot be brought over.
Inverse: minor units become an amount.
"""

from __future__ import annotations

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.rules._minor import amount_of, minor_of
from interlock.mapping.values import as_number


def _build(call: Call) -> Conversion:
    fixed = call.args.get("currency")
    if isinstance(fixed, str):
        there, back = (lambda value: minor_of(value, fixed)), (lambda value: amount_of(value, fixed))
        return Conversion(Codec(there, back), Codec(as_number, itself))
    return Conversion(Codec(minor_of, amount_of), Codec(as_number, itself))


RULE = Rule(
    shapes=(
        "amount in {field} to cents",
        "amount in {currency} to cents",
        "amount to cents in {field}",
        "amount in {field} to minor units",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    samples=(
        Sample("amount in `currency` to cents", 12.5, needs={"currency": None}, fits=False),
        Sample("amount in `currency` to cents", 12.505, needs={"currency": "EUR"}, fits=False),
        Sample("amount in EUR to cents", 12.5, 1250),
        Sample("amount in `currency` to cents", 0, 0, needs={"currency": "EUR"}),
        Sample("amount in `currency` to cents", "0.07", 7, needs={"currency": "EUR"}),
        Sample("amount in `currency` to cents", 1250, 1250, needs={"currency": "JPY"}),
        Sample("amount in `currency` to cents", 12.5, 1250, needs={"currency": "EUR"}),
    ),
)
