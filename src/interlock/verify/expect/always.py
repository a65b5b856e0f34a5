"""The field always has this value."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Want
from interlock.verify.expect._pairs import meant


def _expected(ask: Ask) -> Expected:
    written = ask.args.get("value")
    if not isinstance(written, Written) or not ask.shown_by.get(ask.source.other):
        return UNKNOWABLE
    return meant(written, ask.to_field)


def _sample(ask: Ask, _want: Want) -> tuple[JSON, ...] | None:
    written = ask.args.get("value")
    if not isinstance(written, Written):
        return None
    return (meant(written, ask.from_field),)


expectation = Expectation(_expected, sample=_sample)
