"""A weight, length, area, volume or time in another unit, exact where both are decimal, else to 6 places.

On a two-way row differences beyond these places do not count.

Example: `kg to g`; 1.5 becomes 1500. `lb to kg`; 1 becomes 0.453592. `in to cm, rounded to 1 place`.
Loses: between units that are no powers of ten of each other, places after the sixth, or those that are written.
Inverse: the number in the first unit again.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from interlock.mapping.domains import NUMBERS
from interlock.mapping.measures import factor
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Read, Rule, Sample, itself
from interlock.mapping.rules._numbers import divided, exactly, plainly, ratio, rounded
from interlock.mapping.values import as_number
from interlock.model.value import Canonical

_PLACES = 6


def _build(call: Call) -> Conversion:
    one, other = str(call.args["unit"]), str(call.args["measure"])
    by = factor(one, other)
    if by is None:
        raise Problem(f"`{one}` and `{other}` do not measure the same")
    given = call.args.get("places")
    places = _PLACES if given is None else int(str(given))
    if given is None and _is_power_of_ten(by):
        return Conversion(Codec(_scaled(by), _scaled(1 / by)), Codec(as_number, itself))
    # So fine that what is written back comes out the same again.
    finer = places + max(0, len(str(int(by)))) + 1

    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return plainly(divided(ratio(number) * by, places)) if isinstance(number, Decimal) else number

    def back(value: Canonical) -> Canonical:
        return plainly(divided(ratio(value) / by, finer)) if isinstance(value, Decimal) else value

    def shown(value: Canonical) -> Canonical:
        number = as_number(value)
        return plainly(rounded(number, places)) if isinstance(number, Decimal) else number

    return Conversion(Codec(read, back), Codec(shown if call.two_way else as_number, itself))


def _is_power_of_ten(by: Fraction) -> bool:
    return str(by.numerator).strip("0") == "1" == str(by.denominator).strip("0")


def _scaled(by: Fraction) -> Read:
    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return exactly(ratio(number) * by) if isinstance(number, Decimal) else number

    return read


RULE = Rule(
    shapes=(
        "{unit} to {measure}",
        "{unit} to {measure}, rounded to {places} (decimal )place(s)",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    loses=(
        Loss("lb to kg", 1, 0.453592),
        Loss("in to cm, rounded to 1 place", 1, 2.5),
    ),
    samples=(
        Sample("kg to g", "", None),
        Sample("kg to g", "heavy", fits=False),
        Sample("kg to g", 0, 0),
        Sample("kg to g", 1.2345, 1234.5),
        Sample("g to kg", 1, 0.001),
        Sample("lb to kg", 1, 0.453592),
        Sample("oz to g", 16, 453.59237),
        Sample("in to cm", 1, 2.54),
        Sample("in to cm, rounded to 1 place", 1, 2.5),
        Sample("gal to l", 1, 3.785412),
        Sample("h to min", 1.5, 90),
    ),
)
