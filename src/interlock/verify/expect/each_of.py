"""One field of each element of a list."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank
from interlock.verify.expect._one_way import text_of


def _expected(ask: Ask) -> Expected:
    if not ask.forwards or not isinstance(ask.value, list):
        return ask.value if ask.forwards and blank(ask.value) else UNKNOWABLE
    part, key, written = str(ask.args["part"]), ask.args.get("key"), ask.args.get("value")
    found = []
    for element in ask.value:
        if not isinstance(element, dict):
            return UNKNOWABLE
        wanted = key is None or (isinstance(written, Written) and text_of(element.get(str(key))) == written.text)
        if wanted and element.get(part) is not None:
            found.append(element[part])
    return found


expectation = Expectation(_expected)
