"""The numbers of a list added up."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, number
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, blank


def _expected(ask: Ask) -> Expected:
    if not ask.forwards:
        return UNKNOWABLE
    if not isinstance(ask.value, list):
        return ask.value if blank(ask.value) else UNKNOWABLE
    part, factor = ask.args.get("part"), ask.args.get("factor")
    found = Decimal(0)
    for element in ask.value:
        first = _of(element, part)
        second = Decimal(1) if factor is None else _of(element, factor)
        if first is None or second is None:
            return UNKNOWABLE
        found += first * second
    return found


def _of(element: object, name: object) -> Decimal | None:
    value = element if name is None else element.get(str(name)) if isinstance(element, dict) else "?"
    return Decimal(0) if blank(value) else number(value)


expectation = Expectation(_expected, computed(lambda _ask, value: value).same, gathers=True)
