"""Fractions and percent."""

from __future__ import annotations

from decimal import Decimal

from interlock.mapping.rule import Read
from interlock.mapping.rules._numbers import EXACT, plainly
from interlock.mapping.values import as_number
from interlock.model.value import Canonical


def moved(places: int) -> Read:
    """What reads a number with its point moved to the right by so many places."""

    def read(value: Canonical) -> Canonical:
        number = as_number(value)
        return plainly(EXACT.scaleb(number, places)) if isinstance(number, Decimal) else number

    return read
