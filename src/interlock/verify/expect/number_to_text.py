"""A number becomes the text that writes it out."""

from __future__ import annotations

from interlock.verify.expect._base import Ask, Expectation, Expected, Raw, blank, decimal_of, same


def _same(_ask: Ask, expected: Expected, actual: Raw) -> bool:
    if blank(expected) or blank(actual):
        return same(expected, actual)
    return decimal_of(expected) == decimal_of(actual)


expectation = Expectation(lambda ask: ask.value, _same)
