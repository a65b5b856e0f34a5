"""The value, or this one where there is none."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank
from interlock.verify.fixtures.wire import as_field_shows


def _expected(ask: Ask) -> Expected:
    written = ask.args.get("value")
    if not ask.forwards or not isinstance(written, Written):
        return UNKNOWABLE
    return as_field_shows(written.text, ask.to_field) if blank(ask.value) else ask.value


expectation = Expectation(_expected)
