"""The value; where there is none, the other side keeps what it has, which nobody can tell from here."""

from __future__ import annotations

from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, blank, same


def _expected(ask: Ask) -> Expected:
    return UNKNOWABLE if blank(ask.value) else ask.value


def _same(ask: Ask, expected: Expected, actual: Raw) -> bool:
    del ask
    # A new item has nothing to keep.
    return blank(actual) if expected is UNKNOWABLE else same(expected, actual)


expectation = Expectation(_expected, _same)
