"""A number multiplied by that of another field."""

from __future__ import annotations

from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, of_item
from interlock.verify.expect._base import Ask, blank


def _times(ask: Ask, value: Decimal) -> Decimal | None:
    name = str(ask.args["field"])
    other = None if blank(ask.near(name)) else of_item(ask, name)
    return None if other is None else value * other


expectation = computed(_times)
