"""A country's name or code becomes its three-letter code."""

from __future__ import annotations

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._countries import COMMON, code_of, three_letter_codes


def _code(value: object) -> str | None:
    """The two-letter code that a name or code means."""
    text = str(value).strip()
    by_three = {three: two for two, three in three_letter_codes().items()}
    return by_three.get(text.upper()) or code_of(text)


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    code = _code(ask.value)
    return UNKNOWABLE if code is None else three_letter_codes().get(code, UNKNOWABLE) if ask.forwards else code


def _same(_ask: Ask, wanted: Expected, actual: Raw) -> bool:
    return same(wanted, actual) if blank(wanted) or blank(actual) else _code(wanted) == _code(actual)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    code = COMMON[(want.n + want.variant) % len(COMMON)]
    return (code if ask.forwards else three_letter_codes()[code],)


expectation = Expectation(_expected, _same, _sample)
