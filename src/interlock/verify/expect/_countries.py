"""Countries by their English names and two-letter codes."""

from __future__ import annotations

from functools import cache

from babel import Locale

COMMON = ("DE", "FR", "NL", "ES", "IT", "PL", "SE", "AT", "PT", "DK")
"""Countries of made items."""


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
def _names() -> dict[str, str]:
    return {code: str(name) for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}


@cache
def _codes() -> dict[str, str]:
    return {code.casefold(): code for code in _names()} | {name.casefold(): code for code, name in _names().items()}
