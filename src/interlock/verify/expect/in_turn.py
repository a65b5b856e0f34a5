"""Rules that follow each other."""

from __future__ import annotations

from dataclasses import replace

from interlock.model.value import ABSENT, JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, same
from interlock.verify.expect._composed import after, inside
from interlock.verify.fixtures.wire import as_field_shows


def _expected(ask: Ask) -> Expected:
    words = [str(ask.args["first"]), str(ask.args["rule"])]
    found: Expected = ask.value
    for words_of_one in words if ask.forwards else reversed(words):
        if found is UNKNOWABLE or found is None or found is ABSENT:
            return found
        last = words_of_one == words[-1] if ask.forwards else words_of_one == words[0]
        found = after(replace(ask, values=(_raw(found),), shown_by=ask.shown_by if last else {}), words_of_one)
    return found


def _raw(value: Expected) -> Raw:
    return as_field_shows(value, None)


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    found = inside(ask, str(ask.args["rule"] if ask.forwards else ask.args["first"]))
    return same(wanted, actual) if found is None else found[0].same(found[1], wanted, actual)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    found = inside(ask, str(ask.args["first"] if ask.forwards else ask.args["rule"]))
    return None if found is None else found[0].sample(found[1], want)


expectation = Expectation(_expected, _same, _sample)
