"""Minor units and amounts, each way."""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.outcome import Misfit
from interlock.mapping.rules._currency import places, shifted
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def amount_of(value: Canonical, currency: Canonical = None) -> Canonical:
    """The amount that so many minor units are.

    Raises:
        Misfit: it is no whole number, or the currency is not known.
    """
    number = as_number(value)
    if not isinstance(number, Decimal):
        return number
    if number != number.to_integral_value():
        raise Misfit("is not a whole number of minor units")
    return shifted(number.to_integral_value(), -places(currency))


def minor_of(value: Canonical, currency: Canonical = None) -> Canonical:
    """The number of minor units that an amount is.

    Raises:
        Misfit: it has more places than the currency, or the currency is not known.
    """
    number = as_number(value)
    if not isinstance(number, Decimal):
        return number
    units = shifted(number, places(currency))
    if units != units.to_integral_value():
        raise Misfit("has more decimal places than its currency")
    return units.to_integral_value()
