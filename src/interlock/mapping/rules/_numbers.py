"""Exact arithmetic on decimals, and rounding where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
)
from fractions import Fraction

from interlock.mapping.outcome import Misfit
from interlock.mapping.values import as_number
from interlock.model.value import Canonical

EXACT = Context(prec=900, traps=[Inexact, InvalidOperation])
_ROUNDING = Context(prec=900, traps=[InvalidOperation])
MODES = {
    "half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN, "half down": ROUND_HALF_DOWN, "up": ROUND_UP,
    "down": ROUND_DOWN,
}  # fmt: skip
_MOST_PLACES = 12


def rounded(number: Decimal, places: int, mode: str = "half up") -> Decimal:
    """The number with so many decimal places; halves go away from zero unless the mode says otherwise."""
    return number.quantize(Decimal(1).scaleb(-places), MODES[mode], _ROUNDING)


def divided(number: Fraction, places: int) -> Decimal:
    """The fraction as a decimal with so many places, halves away from zero."""
    scaled = abs(number) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return EXACT.scaleb(EXACT.create_decimal(-whole if number < 0 else whole), -places)


def exactly(number: Fraction) -> Decimal:
    """The fraction as a decimal.

    Raises:
        Misfit: it has no end, or more places than any system takes.
    """
    found = divided(number, _MOST_PLACES)
    if Fraction(found) != number:
        raise Misfit("does not come out even")
    return plainly(found)


def plainly(number: Decimal) -> Decimal:
    """The same number without zeros at its end."""
    if number == number.to_integral_value():
        return number.to_integral_value()
    return number.normalize(EXACT)


def total(values: Iterable[Canonical]) -> Decimal:
    """The sum of numbers; nothing counts as none.

    Raises:
        Misfit: one of them is no number.
    """
    found = Decimal(0)
    for value in values:
        number = None if value is None else as_number(value)
        if isinstance(number, Decimal):
            found = EXACT.add(found, number)
    return found


def number_needed(value: Canonical, what: str) -> Decimal:
    """The number that another field shows.

    Raises:
        Misfit: it shows none.
    """
    number = None if value is None else as_number(value)
    if not isinstance(number, Decimal):
        raise Misfit(f"needs {what}, which has no number")
    return number


def ratio(number: Decimal) -> Fraction:
    """The number as a ratio.

    Raises:
        Misfit: it has no end.
    """
    if not number.is_finite():
        raise Misfit("is not a number")
    return Fraction(number)
