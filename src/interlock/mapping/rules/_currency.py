"""How many decimal places the minor unit of a currency has."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import cache

from interlock.mapping.outcome import Misfit
from interlock.model.value import Canonical

# Locale data say how prices are shown; where ISO 4217 says otherwise about the minor unit, amounts go by ISO.
_ISO_PLACES = dict.fromkeys(("IQD",), 3) | dict.fromkeys(
    ("AFN", "ALL", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SLL", "SOS", "SYP", "YER"), 2
)
EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])


@cache
def _places() -> dict[str, int]:
    from babel.core import get_global  # noqa: PLC0415 - needed where money flows; the rest of the library takes long

    digits = get_global("currency_fractions")
    usual = digits["DEFAULT"]
    return {code: digits.get(code, usual)[0] for code in get_global("all_currencies")} | _ISO_PLACES


def places(currency: Canonical) -> int:
    """The decimal places of the currency's minor unit (2 for EUR, 0 for JPY, 3 for KWD).

    Raises:
        Misfit: it is no known currency.
    """
    try:
        return _written[currency]
    except (KeyError, TypeError):
        return _found(currency)


def _found(currency: Canonical) -> int:
    _written.update(_places())
    if currency is None or currency == "":
        raise Misfit("has no currency to be read in")
    found = _places().get(currency.strip().upper()) if isinstance(currency, str) else None
    if found is None:
        raise Misfit("has a currency that is not known")
    return found


_written: dict[object, int] = {}
"""The places of currencies as most write them, once a currency was asked for."""


class _Units(dict[object, Decimal]):
    """One unit with its point moved by the places of each currency, which is worked out once."""

    def __init__(self, sign: int) -> None:
        super().__init__()
        self._sign = sign

    def __missing__(self, currency: Canonical) -> Decimal:
        found = Decimal((0, (1,), self._sign * places(currency)))
        if (
            isinstance(currency, str) and currency in _written
        ):  # others would be as many as there are ways to write them
            self[currency] = found
        return found


MINOR = _Units(-1)
"""One minor unit of a currency as an amount (0.01 for EUR)."""
WHOLE = _Units(1)
"""One of a currency in minor units (1E+2 for EUR)."""
