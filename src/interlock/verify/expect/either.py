"""One of two values, by what another field has."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected
from interlock.verify.expect._pairs import meant
from interlock.verify.expect.when import is_written


def _expected(ask: Ask) -> Expected:
    written = ask.args["value" if is_written(ask.near(str(ask.args["field"])), ask.args["is"]) else "instead"]
    return meant(written, ask.to_field) if isinstance(written, Written) else UNKNOWABLE


expectation = Expectation(_expected)
