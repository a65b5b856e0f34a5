"""The number, but never less than this."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank, decimal_of


def _expected(ask: Ask) -> Expected:
    number, least = decimal_of(ask.value), ask.args.get("number")
    if blank(ask.value):
        return ask.value
    if number is None or not isinstance(least, Decimal) or not ask.forwards:
        return UNKNOWABLE
    return max(number, least)


expectation = Expectation(_expected)
