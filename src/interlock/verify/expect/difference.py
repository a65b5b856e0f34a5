"""The first number less the others."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, number
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank


def _expected(ask: Ask) -> Expected:
    if not ask.forwards:
        return UNKNOWABLE
    if all(blank(value) for value in ask.values):
        return None
    found = [Decimal(0) if blank(value) else number(value) for value in ask.values]
    known = [one for one in found if one is not None]
    return known[0] - sum(known[1:]) if len(known) == len(found) else UNKNOWABLE


expectation = Expectation(_expected, computed(lambda _ask, value: value).same)
