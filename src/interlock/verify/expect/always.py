"""The field always has this value."""

from __future__ import annotations

from interlock.mapping.rule import Written
from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Want
from interlock.verify.expect._pairs import spelled_as
from interlock.verify.fixtures.wire import as_field_shows


def _expected(ask: Ask) -> Expected:
    written = ask.args.get("value")
    if not isinstance(written, Written) or not ask.shown_by.get(ask.source.other):
        return UNKNOWABLE
    text = spelled_as(written)
    return None if text is None else as_field_shows(text, ask.to_field)


def _sample(ask: Ask, _want: Want) -> tuple[JSON, ...] | None:
    written = ask.args.get("value")
    if not isinstance(written, Written):
        return None
    text = spelled_as(written)
    return (None if text is None else as_field_shows(text, ask.from_field),)


expectation = Expectation(_expected, sample=_sample)
