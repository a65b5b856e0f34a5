"""Minor units and amounts, each way."""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.outcome import Misfit
from interlock.mapping.rules._currency import EXACT, MINOR, WHOLE
from interlock.mapping.values import as_number
from interlock.model.value import Canonical

_ONE = Decimal(1)
_multiply = EXACT.multiply


def amount_of(value: Canonical, currency: Canonical = None) -> Canonical:
    """The amount that so many minor units are.

    Raises:
        Misfit: it is no whole number, or the currency is not known.
    """
    number = value if type(value) is Decimal else as_number(value)
    if not isinstance(number, Decimal):
        return number
    whole = number.to_integral_value()
    if number != whole:
        raise Misfit("is not a whole number of minor units")
    return amount_of_whole(whole, currency)


def amount_of_whole(value: int | Decimal, currency: Canonical = None) -> Canonical:
    """The same, of a whole number."""
    try:
        unit = MINOR[currency]
    except TypeError:  # a list or an object
        raise Misfit("has a currency that is not known") from None
    return _multiply(value, unit)


def minor_of(value: Canonical, currency: Canonical = None) -> Canonical:
    """The number of minor units that an amount is.

    Raises:
        Misfit: it has more places than the currency, or the currency is not known.
    """
    number = value if type(value) is Decimal else as_number(value)
    if not isinstance(number, Decimal):
        return number
    try:
        units = _multiply(number, WHOLE[currency])
    except TypeError:  # as above
        raise Misfit("has a currency that is not known") from None
    if units.same_quantum(_ONE):
        return units
    whole = units.to_integral_value()
    if units != whole:
        raise Misfit("has more decimal places than its currency")
    return whole
