"""Several fields become one text, parts that are empty left out."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank

_SIGNS = {"space": " ", "comma": ", ", "semicolon": "; ", "hyphen": "-", "dash": "-", "slash": "/", "nothing": ""}


def _expected(ask: Ask) -> Expected:
    if not ask.forwards:
        return UNKNOWABLE
    given = ask.args.get("value")
    between = " "
    if isinstance(given, Written):
        between = given.text if given.quoted else _SIGNS.get(given.text, given.text)
    parts = [str(value).strip() for value in ask.values if not blank(value)]
    return between.join(part for part in parts if part)


expectation = Expectation(_expected)
