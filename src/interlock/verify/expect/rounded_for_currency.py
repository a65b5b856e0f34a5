"""An amount with the places of its currency."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, number, to_places
from interlock.verify.expect._base import Ask, Expected, Raw, blank, same
from interlock.verify.expect._minor import places_of


def _there(ask: Ask, value: Decimal) -> Decimal | None:
    fixed = ask.args.get("currency")
    code = fixed if isinstance(fixed, str) else ask.near(str(ask.args.get("field")))
    places = places_of(code)
    return None if places is None else to_places(value, places)


def _back(ask: Ask, value: Decimal) -> Decimal | None:
    return _there(ask, value) if ask.two_way else None


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    shown = number(actual)
    if blank(wanted) or shown is None:
        return same(wanted, actual)
    return wanted == (_there(ask, shown) if ask.two_way else shown)


expectation = replace(computed(_there, _back), same=_same)
