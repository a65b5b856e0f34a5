"""Countries by English name and by code."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from interlock.mapping.outcome import Misfit
from interlock.mapping.values import as_text
from interlock.model.value import Canonical

# Territories of the locale data that are no countries: groups, test regions, unknown.
_NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
# Names in daily use that the locale data do not have.
_ALSO = {
    "burma": "MM",
    "czech republic": "CZ",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "ivory coast": "CI",
    "korea": "KR",
    "macau": "MO",
    "macao": "MO",
    "macedonia": "MK",
    "palestine": "PS",
    "republic of korea": "KR",
    "russian federation": "RU",
    "swaziland": "SZ",
    "the netherlands": "NL",
    "turkey": "TR",
    "uk": "GB",
    "united states of america": "US",
    "u.s.a.": "US",
    "viet nam": "VN",
}


LONGEST_NAME = 38
"""Of all English names in the locale data, that of South Georgia has so many characters."""


CODES: dict[str, Canonical] = {}
"""What `read_country` gave for the names and codes that were met so far."""
NAMES: dict[str, Canonical] = {}
"""What `written_name` gave for the codes that were met so far."""


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """The ISO 3166 alpha-2 code of a country's English name, alpha-2, alpha-3 or numeric code, or None."""
    return _codes().get(_folded(text))


def country_name(code: str) -> str | None:
    """The English name of an alpha-2 code, or None."""
    return _names().get(code)


def read_country(value: Canonical) -> Canonical:
    """The alpha-2 code of the country that a value names in any way; empty text stays empty."""
    text = value if isinstance(value, str) else str(as_text(value))
    code = country_code(text)
    if code is None and not text.strip():
        return ""
    if code is None:
        raise Misfit("is not a country's English name or ISO code")
    if text in {code, country_name(code)}:  # there are endless other ways to write it
        CODES[text] = code
    return code


def written_name(value: Canonical) -> Canonical:
    """The English name of an alpha-2 code; empty text stays empty."""
    name = country_name(str(value)) if value else ""
    if name is None:
        raise Misfit("is not the code of a country")
    if value:
        NAMES[str(value)] = name
    return name


def three_letters(value: Canonical) -> Canonical:
    """The alpha-3 code of an alpha-2 code; empty text stays empty."""
    found = _three_letters().get(str(value)) if value else ""
    if found is None:
        raise Misfit("has no three-letter code")
    return found


@cache
def _three_letters() -> dict[str, str]:
    found = {code: alias.upper() for alias, code in _codes().items() if len(alias) == 3 and alias.isalpha()}
    # Names of three letters, and codes that are no longer given out.
    return found | {"GB": "GBR", "MM": "MMR", "CD": "COD", "TL": "TLS", "RO": "ROU", "FR": "FRA"}


@cache
def _names() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - the names of all countries are needed where countries flow

    found = Locale("en").territories
    return {code: name for code, name in found.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY}


@cache
def _codes() -> dict[str, str]:
    from babel.core import get_global  # noqa: PLC0415 - as above

    names = _names()
    codes = dict(_ALSO)
    for alias, current in get_global("territory_aliases").items():
        if len(current) == 1 and current[0] in names and len(alias) == 3:
            codes[alias.casefold()] = current[0]
    codes |= {code.casefold(): code for code in names}
    codes |= {_folded(name): code for code, name in names.items()}
    return codes


def _folded(text: str) -> str:
    """The text without case, accents, `&` and doubled spaces."""
    if len(text) > 100:  # no country is called that; folding takes time
        return ""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.replace("&", " and ").replace("’", "'").casefold().split())
