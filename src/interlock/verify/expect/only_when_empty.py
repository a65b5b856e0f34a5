"""The value, where there is none yet."""

from __future__ import annotations

from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, blank, same


def _expected(ask: Ask) -> Expected:
    if not ask.forwards or blank(ask.value):
        return UNKNOWABLE
    # What stands there already may stay.
    return ask.value if not ask.there or blank(ask.there[0]) else UNKNOWABLE


def _same(_ask: Ask, wanted: Expected, actual: Raw) -> bool:
    return blank(actual) if wanted is UNKNOWABLE else same(wanted, actual)


expectation = Expectation(_expected, _same)
