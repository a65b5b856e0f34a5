"""A country's two-letter code becomes its English name; both sides may show either."""

from __future__ import annotations

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._countries import COMMON, code_of, name_of


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    code = code_of(ask.value)
    if code is None:
        return UNKNOWABLE
    return name_of(code) if ask.forwards else code


def _same(_ask: Ask, expected: Expected, actual: Raw) -> bool:
    if blank(expected) or blank(actual):
        return same(expected, actual)
    return code_of(expected) == code_of(actual)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    code = COMMON[(want.n + want.variant) % len(COMMON)]
    return (code if ask.forwards else name_of(code),)


expectation = Expectation(_expected, _same, _sample)
