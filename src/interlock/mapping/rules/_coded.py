"""Names and codes of things of which locale data know both: languages and currencies."""

from __future__ import annotations

from functools import cache

from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import Read
from interlock.mapping.values import as_text
from interlock.model.value import Canonical

_LONGEST = 100
# What locale data have under a code of more than two letters, or not at all.
_NO_LANGUAGE = {"mul", "und", "zxx", "root"}


@cache
def languages() -> tuple[dict[str, str], dict[str, str]]:
    """The English names by code, and the codes by whatever a language is called, in small letters."""
    from babel import Locale  # noqa: PLC0415 - needed where languages flow
    from babel.core import get_global  # noqa: PLC0415 - as above

    found = Locale("en").languages
    names = {code: name for code, name in found.items() if 2 <= len(code) <= 3 and code not in _NO_LANGUAGE}
    codes = {alias.casefold(): code for alias, code in get_global("language_aliases").items() if code in names}
    codes |= {name.casefold(): code for code, name in names.items()} | {code: code for code in names}
    return names, codes


@cache
def currencies() -> tuple[dict[str, str], dict[str, str]]:
    """The English names by code, and the codes by whatever a currency is called, in small letters."""
    from babel import Locale  # noqa: PLC0415 - needed where money flows

    names = dict(Locale("en").currencies)
    codes = {name.casefold(): code for code, name in names.items()} | {code.casefold(): code for code in names}
    return names, codes


def reader(codes: dict[str, str], what: str) -> Read:
    """What reads the code of a thing that is called in any way; empty text stays empty."""

    def read(value: Canonical) -> Canonical:
        text = " ".join(str(as_text(value))[: _LONGEST + 1].split()).casefold()
        code = codes.get(text)
        if text and code is None:
            raise Misfit(f"is neither the English name nor the code of a {what}")
        return code or ""

    return read


def language_reader() -> Read:
    """What reads the code of a language; a region behind it (`en-GB`) does not count."""
    names, codes = languages()
    inner = reader(codes, "language")

    def read(value: Canonical) -> Canonical:
        text = str(as_text(value)).strip().replace("_", "-")
        head, dash, _ = text.partition("-")
        return inner(head if dash and head.casefold() in names else text)

    return read


def namer(names: dict[str, str]) -> Read:
    """What writes the English name of a code."""

    def write(value: Canonical) -> Canonical:
        return names.get(str(value), "") if value else value

    return write
