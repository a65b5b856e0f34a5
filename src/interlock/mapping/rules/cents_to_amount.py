"""A number of minor units (cents, pence, yen) becomes an amount, by the decimal places of its currency.

The currency stands in a field, or is written: `cents to amount in EUR`.

Example: cents to amount in `currency`; 1250 becomes 12.50 in EUR, 1250 in JPY and 1.250 in KWD.
Loses: nothing.
Inverse: an amount becomes minor units; one with more places than the currency has cannot be brought back.
"""

from __future__ import annotations

from interlock.mapping.domains import WHOLES
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.rules._minor import amount_of, amount_of_whole, minor_of
from interlock.mapping.values import as_number


def _build(call: Call) -> Conversion:
    fixed = call.args.get("currency")
    if isinstance(fixed, str):
        there, back = (lambda value: amount_of(value, fixed)), (lambda value: minor_of(value, fixed))
        return Conversion(Codec(there, back), Codec(as_number, itself))
    return Conversion(Codec(amount_of, minor_of, whole=amount_of_whole), Codec(as_number, itself))


RULE = Rule(
    shapes=(
        "cents to( an) amount in {field}",
        "cents to( an) amount in {currency}",
        "minor units to( an) amount in {field}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=WHOLES,
    samples=(
        Sample("cents to amount in `currency`", 5, needs={"currency": None}, fits=False),
        Sample("cents to amount in `currency`", 5, needs={"currency": "QQQ"}, fits=False),
        Sample("cents to amount in `currency`", 0.5, needs={"currency": "EUR"}, fits=False),
        Sample("cents to amount in `currency`", "a few", needs={"currency": "EUR"}, fits=False),
        Sample("cents to amount in JPY", 0.5, fits=False),
        Sample("cents to amount in EUR", 1250, 12.5),
        Sample("cents to amount in `currency`", 0, 0, needs={"currency": "EUR"}),
        Sample("cents to amount in `currency`", -1, -0.01, needs={"currency": "EUR"}),
        Sample("cents to amount in `currency`", 1250, 1250, needs={"currency": "JPY"}),
        Sample("cents to amount in `currency`", 1250, 1.25, needs={"currency": "KWD"}),
        Sample("cents to amount in `currency`", 2**43 + 1, 87960930222.09, needs={"currency": "EUR"}),
        Sample("cents to amount in `currency`", 1250, 12.5, needs={"currency": "eur"}),
    ),
)
