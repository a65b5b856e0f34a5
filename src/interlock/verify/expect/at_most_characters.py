"""The same text, if it is no longer than this."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect import equal
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank


def _expected(ask: Ask) -> Expected:
    most = ask.args.get("number")
    if blank(ask.value):
        return ask.value
    if not isinstance(ask.value, str) or not isinstance(most, Decimal) or len(ask.value) > most:
        return UNKNOWABLE
    return ask.value


expectation = Expectation(_expected, equal.expectation.same, equal.expectation.sample)
