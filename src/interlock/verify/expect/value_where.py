"""One value of a list of names and values."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.model.value import ABSENT, JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._one_way import text_of


def _is(value: object, written: object) -> bool:
    if not isinstance(written, Written):
        return False
    if value is None:
        return written.text == "null" and not written.quoted
    return text_of(value) == written.text


def _place(elements: object, ask: Ask) -> int | None:
    """Where the element stands, or None."""
    if not isinstance(elements, list):
        return None
    for i, element in enumerate(elements):
        if isinstance(element, dict) and _is(element.get(str(ask.args["key"])), ask.args["value"]):
            return i
    return None


def _expected(ask: Ask) -> Expected:
    part = str(ask.args["part"])
    if ask.forwards:
        if not isinstance(ask.value, list):
            return ask.value if blank(ask.value) else UNKNOWABLE
        at = _place(ask.value, ask)
        return None if at is None else ask.value[at].get(part)  # type: ignore[union-attr]  # it has been found there
    there = ask.there[0] if ask.there and isinstance(ask.there[0], list) else []
    at, made = _place(there, ask), [*there]
    if ask.value is ABSENT or (blank(ask.value) and at is None):
        return UNKNOWABLE
    if ask.value is None:
        return [one for i, one in enumerate(made) if i != at]
    if at is None:
        made.append(_element(ask, ask.value))
    else:
        known = made[at]
        made[at] = {**(known if isinstance(known, dict) else {}), part: ask.value}
    return made


def _element(ask: Ask, value: Raw) -> dict[str, JSON]:
    written = ask.args["value"]
    text = written.text if isinstance(written, Written) else ""
    bare = isinstance(written, Written) and not written.quoted
    name: JSON = int(text) if bare and text.isdigit() else text
    return {str(ask.args["key"]): name, str(ask.args["part"]): None if value is ABSENT else value}


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    if not isinstance(wanted, list):
        return same(wanted, actual)
    mine, theirs = (_place(elements, ask) for elements in (wanted, actual))
    if mine is None or theirs is None:
        return mine is None and theirs is None and (isinstance(actual, list) or blank(actual))
    part = str(ask.args["part"])
    return same(wanted[mine].get(part), actual[theirs].get(part))  # type: ignore[index, union-attr]


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    if not ask.forwards:
        return None
    return ([_element(ask, f"{want.mark}{want.variant or ''}{want.salt or ''}")],)


expectation = Expectation(_expected, _same, _sample)
