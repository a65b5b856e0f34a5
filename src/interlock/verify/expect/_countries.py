"""Countries by their English names and two-letter codes, and what is expected of rules that go between the two."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same

COMMON = ("DE", "FR", "NL", "ES", "IT", "PL", "SE", "AT", "PT", "DK")
"""Countries of made items."""

# Codes of states that are no more, whose place another one has.
_FORMER = frozenset({"ANT", "BUR", "DDR", "FXX", "ROM", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR", "NTZ", "CSK", "SU"})


def between(*, from_code: bool) -> Expectation:
    """What a rule gives that makes names of codes, or codes of names; both sides may show either."""

    def expected(ask: Ask) -> Expected:
        if blank(ask.value):
            return ask.value
        code = code_of(ask.value)
        if code is None:
            return UNKNOWABLE
        return code if ask.forwards is not from_code else name_of(code)

    def alike(_ask: Ask, expected: Expected, actual: Raw) -> bool:
        if blank(expected) or blank(actual):
            return same(expected, actual)
        return code_of(expected) == code_of(actual)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        code = COMMON[(want.n + want.variant) % len(COMMON)]
        return (code if ask.forwards is from_code else name_of(code),)

    return Expectation(expected, alike, sample)


def code_of(text: object) -> str | None:
    """The two-letter code that a name or code means, or None."""
    if not isinstance(text, str) or not text.strip():
        return None
    folded = text.strip().casefold()
    return _codes().get(folded)


def name_of(code: str) -> str | None:
    """The English name of a two-letter code."""
    return _names().get(code)


@cache
def three_letter_codes() -> dict[str, str]:
    """The three-letter codes by the two-letter ones."""
    found: dict[str, str] = {}
    for three, two in get_global("territory_aliases").items():
        if len(three) == 3 and three.isalpha() and len(two) == 1 and three not in _FORMER:
            found[two[0]] = three
    return found


@cache
def _names() -> dict[str, str]:
    return {code: str(name) for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}


@cache
def _codes() -> dict[str, str]:
    return {code.casefold(): code for code in _names()} | {name.casefold(): code for code, name in _names().items()}
