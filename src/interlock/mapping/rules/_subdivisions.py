"""States, provinces and other subdivisions of countries, by ISO 3166-2."""

from __future__ import annotations

import importlib
import unicodedata
from functools import cache
from types import ModuleType

from interlock.catalogue.extras import how_to_install
from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import Call, Codec
from interlock.mapping.rules._country import country_code
from interlock.mapping.values import as_text
from interlock.model.value import Canonical

_LONGEST = 100


def library() -> ModuleType:
    """The library that knows the subdivisions.

    Raises:
        Problem: it is not installed.
    """
    try:
        return importlib.import_module("pycountry")
    except ImportError as error:
        hint = how_to_install("subdivisions")
        raise Problem("the library that knows the subdivisions of countries is not installed", hint=hint) from error


@cache
def _names() -> dict[str, str]:
    return {one.code: one.name for one in library().subdivisions}


@cache
def _codes() -> dict[tuple[str, str], str]:
    """The codes by country and name or own part of the code, folded; a name that two have is left out."""
    found: dict[tuple[str, str], str] = {}
    twice = set()
    for code, name in _names().items():
        country, _, own = code.partition("-")
        for called in {_folded(name), *(_folded(part) for part in name.split("["))}:
            key = (country, called.rstrip("]"))
            if found.setdefault(key, code) != code:
                twice.add(key)
    for key in twice:
        del found[key]
    for code in _names():
        country, _, own = code.partition("-")
        found[country, own.casefold()] = code
    return found


def subdivision(call: Call) -> tuple[Codec, Codec]:
    """Codecs of subdivisions by name and by code; canonical is the whole code, `DE-BY`.

    Raises:
        Problem: the library is not installed.
    """
    library()
    fixed, whole = call.args.get("region"), call.args.get("coding") == "ISO code"

    def read(value: Canonical, country: Canonical = None) -> Canonical:
        text = str(as_text(value)).strip()
        if not text:
            return ""
        wanted = fixed or country
        code = country_code(str(wanted)) if wanted else None
        if code is None:
            raise Misfit("needs its country, which is not known")
        if text.upper() in _names() and text.upper().startswith(f"{code}-"):
            return text.upper()
        found = _codes().get((code, _folded(text)))
        if found is None:
            raise Misfit("is neither the name nor the code of a state or province of its country")
        return found

    def name(value: Canonical, _country: Canonical = None) -> Canonical:
        return _names()[str(value)].partition(" [")[0] if value else value

    def written(value: Canonical, _country: Canonical = None) -> Canonical:
        return value if whole or not value else str(value).partition("-")[2]

    return Codec(read, name), Codec(read, written)


def _folded(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
