"""An amount in one currency becomes one in another, by the rate of a day in a table of the document's Tables.

The table has the columns currency, rate and the day from which the rate is valid; the rate says how many of the other
currency one is. The last rate of that day or before counts; without a rate the amount cannot be brought over. It is
rounded to the places of the other currency, halves away from zero.

Example: `from `currency` to EUR by table Rates on `ordered_at``; 10 USD at 0.925 become 9.25.
Loses: the amount in its own currency, and fractions of the minor unit.
Inverse: none.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._currency import places
from interlock.mapping.rules._lens import one_way
from interlock.mapping.rules._numbers import EXACT, plainly, rounded
from interlock.mapping.rules._rates import rates_of
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    wanted = str(call.args["currency"])
    try:
        precision = places(wanted)
    except Misfit as error:
        raise Problem(f"`{wanted}` is no known currency") from error
    rates = rates_of(call.tables, str(call.args["table"]))

    def read(value: Canonical, currency: Canonical = None, day: Canonical = None) -> Canonical:
        number = as_number(value)
        if not isinstance(number, Decimal):
            return number
        rate = rates.rate(currency, wanted, day)
        return plainly(rounded(EXACT.multiply(number, rate), precision))

    return one_way(read, as_number)


RULE = Rule(
    shapes=(
        "from {field} to {currency} by( the) table {table} on {day}",
        "converted from {field} to {currency} by( the) table {table} on {day}",
    ),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("from `c` to EUR by table Rates on `d`", 10, 9.25, {"c": "USD", "d": "2026-02-01"}),),
    names=lambda args: (str(args["field"]), str(args["day"])),
    samples=(
        Sample("from `c` to EUR by table Rates on `d`", 1, needs={"c": None, "d": "2026-02-01"}, fits=False),
        Sample("from `c` to EUR by table Rates on `d`", 1, needs={"c": "USD", "d": None}, fits=False),
        Sample("from `c` to EUR by table Rates on `d`", 1, needs={"c": "USD", "d": "2025-12-31"}, fits=False),
        Sample("from `c` to EUR by table Rates on `d`", 1, needs={"c": "SEK", "d": "2026-02-01"}, fits=False),
        Sample("from `c` to EUR by table Rates on `d`", 1.5, 1.5, needs={"c": "EUR", "d": "2026-02-01"}),
        Sample("from `c` to EUR by table Rates on `d`", 10, 9, needs={"c": "USD", "d": "2026-01-31"}),
        Sample("from `c` to EUR by table Rates on `d`", 0.01, 0.01, needs={"c": "USD", "d": "2026-02-01T23:59:59Z"}),
        Sample("from `c` to EUR by table Rates on `d`", 10, 9.25, needs={"c": "usd", "d": "2026-02-01"}),
    ),
)
