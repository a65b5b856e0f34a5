"""The first value of a list."""

from __future__ import annotations

from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank


def _expected(ask: Ask) -> Expected:
    if not ask.forwards or not isinstance(ask.value, list):
        return ask.value if ask.forwards and blank(ask.value) else UNKNOWABLE
    return ask.value[0] if ask.value else None


expectation = Expectation(_expected, gathers=True)
