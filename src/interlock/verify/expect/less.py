"""A number less that of another field."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, of_item
from interlock.verify.expect._base import Ask


def _less(ask: Ask, value: Decimal) -> Decimal | None:
    other = of_item(ask, str(ask.args["field"]))
    if other is None:
        return None
    least = ask.args.get("number")
    return value - other if least is None else max(value - other, Decimal(str(least)))


expectation = computed(_less)
