"""The value, where another field has this value."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.model.value import ABSENT, JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._composed import after, inside
from interlock.verify.expect._one_way import text_of


def _told(ask: Ask) -> bool:
    return is_written(ask.near(str(ask.args["field"])), ask.args["is"])


def _expected(ask: Ask) -> Expected:
    if not ask.forwards or not _told(ask):
        return UNKNOWABLE
    return after(ask, str(ask.args.get("rule", "")))


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    if wanted is UNKNOWABLE:
        return blank(actual)
    found = inside(ask, str(ask.args.get("rule", "")))
    return same(wanted, actual) if found is None else found[0].same(found[1], wanted, actual)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    found = inside(ask, str(ask.args.get("rule", "")))
    return None if found is None else found[0].sample(found[1], want)


def is_written(value: object, written: object) -> bool:
    """Whether a value is the one that a cell writes."""
    if not isinstance(written, Written):
        return False
    if value is None or value is ABSENT:
        return written.text == "null" and not written.quoted
    return text_of(value) == written.text


expectation = Expectation(_expected, _same, _sample)
