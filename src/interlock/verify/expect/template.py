"""Several fields at the places of a text."""

from __future__ import annotations

from interlock.model.value import ABSENT
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank
from interlock.verify.expect._one_way import text_of


def _expected(ask: Ask) -> Expected:
    if not ask.forwards:
        return UNKNOWABLE
    if all(value is None or value is ABSENT for value in ask.values):
        return None
    parts = ["" if blank(value) else text_of(value) for value in ask.values]
    text = str(ask.args["format"])
    found = ""
    for part in parts:
        before, _, text = text.partition("{}")
        found += before + part
    return found + text if any(parts) else ""


expectation = Expectation(_expected)
