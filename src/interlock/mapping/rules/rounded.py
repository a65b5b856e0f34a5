"""A number with so many decimal places. On a two-way row finer differences do not count.

Halves go away from zero (`half up`) unless the words say otherwise: `half even` to the even digit, `half down` towards
zero; `up` and `down` say where everything goes, away from zero or towards it.

Example: `rounded to 2 places`; 10.005 becomes 10.01. `rounded half even to 2 places`, `rounded down to 0 places`.
Loses: the places after these.
Inverse: on a two-way row itself.
"""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._numbers import plainly, rounded
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    places, mode = int(str(call.args["places"])), str(call.args.get("rounding", "half up"))

    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return plainly(rounded(number, places, mode)) if isinstance(number, Decimal) else number

    return Conversion(Codec(read, itself), Codec(read if call.two_way else as_number, itself, read))


RULE = Rule(
    shapes=(
        "rounded to {places} (decimal )place(s)",
        "rounded {rounding} to {places} (decimal )place(s)",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(Loss("rounded to 2 places", 10.005, 10.01),),
    coarse=True,
    samples=(
        Sample("rounded to 2 places", "", None),
        Sample("rounded to 2 places", "many", fits=False),
        Sample("rounded to 2 places", True, fits=False),
        Sample("rounded to 2 places", 10.005, 10.01),
        Sample("rounded to 2 places", -10.005, -10.01),
        Sample("rounded half even to 2 places", 10.005, 10),
        Sample("rounded half down to 2 places", 10.005, 10),
        Sample("rounded up to 0 places", 0.1, 1),
        Sample("rounded down to 0 places", -0.9, 0),
        Sample("rounded to 2 places", 1e15, 10**15),
        Sample("rounded to 1 place", "2.25", 2.3),
    ),
)
