"""How many elements a list has."""

from __future__ import annotations

from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank


def _expected(ask: Ask) -> Expected:
    if not ask.forwards:
        return UNKNOWABLE
    return len(ask.value) if isinstance(ask.value, list) else ask.value if blank(ask.value) else UNKNOWABLE


expectation = Expectation(_expected, gathers=True)
