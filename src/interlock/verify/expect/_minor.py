"""Amounts of money and their minor units."""

from __future__ import annotations

from decimal import Decimal

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Want, blank, decimal_of

# ISO 4217: all others have two places.
_NONE = frozenset(
    {
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"),
        *("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
    }
)
_THREE = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def money(*, starts_with_cents: bool) -> Expectation:
    """What is expected of a rule between minor units and amounts, in the currency of the field that it names."""

    def cents(ask: Ask) -> bool:
        return ask.forwards == starts_with_cents

    def expected(ask: Ask) -> Expected:
        value = decimal_of(ask.value)
        if blank(ask.value):
            return ask.value
        places = _places(ask)
        if value is None or places is None:
            return UNKNOWABLE
        return value.scaleb(-places) if cents(ask) else value.scaleb(places)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        # Odd numbers of cents show every rounding; another variant is another number.
        units = Decimal(700 + (want.n * 131 + want.salt * 977) % 90_000 + want.variant * 17)
        places = _places(ask)
        if cents(ask):
            return (int(units),)
        return (float(units.scaleb(-(2 if places is None else places))),)

    return Expectation(expected, sample=sample)


def _places(ask: Ask) -> int | None:
    return places_of(ask.args.get("currency") or ask.near(str(ask.args.get("field", ""))))


def places_of(currency: object) -> int | None:
    """The decimal places of a currency's minor unit; None where none is given."""
    if not isinstance(currency, str) or not currency:
        return None
    code = currency.strip().upper()
    return 0 if code in _NONE else 3 if code in _THREE else 2
