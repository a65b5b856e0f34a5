"""The value is what the expression gives, worked out by the language's own engine on what the fields show."""

from __future__ import annotations

from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected
from interlock.verify.expect._expressions import worked_out


def _expected(ask: Ask) -> Expected:
    return worked_out(ask, str(ask.args.get("there", ""))) if ask.forwards else UNKNOWABLE


expectation = Expectation(_expected)
