"""What is expected of rules without a way back."""

from __future__ import annotations

from collections.abc import Callable

from interlock.model.value import ABSENT
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected


def one_way(change: Callable[[Ask, str], Expected]) -> Expectation:
    """A rule that makes something of the text of a value."""

    def expected(ask: Ask) -> Expected:
        if not ask.forwards:
            return UNKNOWABLE
        if ask.value is None or ask.value is ABSENT:
            return ask.value
        return change(ask, text_of(ask.value))

    return Expectation(expected)


def text_of(value: object) -> str:
    """A value as a text shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
