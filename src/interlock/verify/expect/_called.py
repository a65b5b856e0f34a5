"""Things that have an English name and a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from babel import Locale

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same


def called(names: Callable[[], Mapping[str, str]], common: tuple[str, ...], *, from_code: bool) -> Expectation:
    """What is expected between names and codes; both sides may show either."""

    @cache
    def codes() -> Mapping[str, str]:
        called_so = {name.casefold(): code for code, name in names().items()}
        return ALIASES | called_so | {code.casefold(): code for code in names()}

    def code_of(value: object) -> str | None:
        text = str(value).strip().casefold()
        return codes().get(text) or codes().get(text.replace("_", "-").partition("-")[0])

    def expected(ask: Ask) -> Expected:
        if blank(ask.value):
            return ask.value
        code = code_of(ask.value)
        if code is None:
            return UNKNOWABLE
        return code if ask.forwards is not from_code else names()[code]

    def alike(_ask: Ask, wanted: Expected, actual: Raw) -> bool:
        if blank(wanted) or blank(actual):
            return same(wanted, actual)
        return code_of(wanted) == code_of(actual)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        code = common[(want.n + want.variant) % len(common)]
        return (code if ask.forwards is from_code else names()[code],)

    return Expectation(expected, alike, sample)


ALIASES = {"deu": "de", "fra": "fr", "eng": "en", "spa": "es", "ita": "it"}


@cache
def languages() -> Mapping[str, str]:
    """The English names of languages by their codes."""
    return {code: str(name) for code, name in Locale("en").languages.items() if "_" not in code}


@cache
def currencies() -> Mapping[str, str]:
    """The English names of currencies by their codes."""
    return {code: str(name) for code, name in Locale("en").currencies.items()}
