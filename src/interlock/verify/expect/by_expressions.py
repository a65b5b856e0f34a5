"""The value is what one expression gives, and what the other gives on the way back."""

from __future__ import annotations

from interlock.verify.expect._base import Ask, Expectation, Expected
from interlock.verify.expect._expressions import worked_out


def _expected(ask: Ask) -> Expected:
    return worked_out(ask, str(ask.args.get("there" if ask.forwards else "back", "")))


expectation = Expectation(_expected)
