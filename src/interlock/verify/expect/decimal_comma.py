"""A number with a decimal comma becomes a number."""

from __future__ import annotations

from decimal import Decimal

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, decimal_of, same


def _number(value: object) -> Decimal | None:
    if isinstance(value, str):
        whole, _, rest = value.strip().partition(",")
        value = whole.translate(str.maketrans("", "", ". \u00a0\u202f’'")) + (f".{rest}" if rest else "")
    return decimal_of(value)


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    found = _number(ask.value) if ask.forwards else decimal_of(ask.value)
    if found is None:
        return UNKNOWABLE
    return found if ask.forwards else str(found).replace(".", ",")


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    if blank(wanted) or blank(actual):
        return same(wanted, actual)
    return _number(wanted) == (decimal_of(actual) if ask.forwards else _number(actual))


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    cents = 700 + (want.n * 131 + want.salt * 977) % 90_000 + want.variant * 17
    return (f"{cents // 100},{cents % 100:02d}",) if ask.forwards else (cents / 100,)


expectation = Expectation(_expected, _same, _sample)
