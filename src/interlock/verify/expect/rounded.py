"""A number with so many places."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, number, to_places
from interlock.verify.expect._base import Ask, Expected, Raw, blank, same


def _there(ask: Ask, value: Decimal) -> Decimal:
    return to_places(value, int(str(ask.args["places"])), str(ask.args.get("rounding", "half up")))


def _back(ask: Ask, value: Decimal) -> Decimal | None:
    return _there(ask, value) if ask.two_way else None


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    shown = number(actual)
    if blank(wanted) or shown is None:
        return same(wanted, actual)
    return wanted == (_there(ask, shown) if ask.two_way else shown)


expectation = replace(computed(_there, _back), same=_same)
