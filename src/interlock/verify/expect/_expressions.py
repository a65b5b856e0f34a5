"""What an expression gives for what a row's fields show: the engine of the language, without the mapping around it."""

from __future__ import annotations

from interlock.expressions import CannotTell, NotAnExpression, expression
from interlock.model.path import put
from interlock.model.value import ABSENT, Body
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expected


def worked_out(ask: Ask, text: str) -> Expected:
    """The result, or UNKNOWABLE where there is none: the item is held then, or the other field left alone."""
    given: Body = {}
    fields = ask.fields.get(ask.source, ())
    for path, value in zip(fields, ask.values, strict=False):
        if value is not ABSENT:
            given = put(given, path, value)
    if not given or (any(value is None for value in ask.values) and len(fields) == 1 and "back" in ask.args):
        return None  # nothing is worked out of nothing, and null between two fields stays null
    try:
        result = expression(text)(given)
    except (CannotTell, NotAnExpression):
        return UNKNOWABLE
    return UNKNOWABLE if result is ABSENT else result
