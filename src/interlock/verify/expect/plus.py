"""A number and that of another field."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, of_item
from interlock.verify.expect._base import Ask


def _plus(ask: Ask, value: Decimal) -> Decimal | None:
    other = of_item(ask, str(ask.args["field"]))
    return None if other is None else value + other


expectation = computed(_plus)
