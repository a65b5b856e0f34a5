"""The date of a moment as it is written."""

from __future__ import annotations

from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank
from interlock.verify.fixtures.values import moment


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    if not ask.forwards or not isinstance(ask.value, str):
        return UNKNOWABLE
    return ask.value.strip()[:10]


expectation = Expectation(
    _expected,
    sample=lambda ask, want: (
        (moment(want.n + want.variant * 7).strftime("%Y-%m-%dT%H:%M:%SZ"),) if ask.forwards else None
    ),
)
