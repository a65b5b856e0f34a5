"""What is expected of rules between numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, blank, decimal_of, same

_ROUNDINGS = {"half up": "ROUND_HALF_UP", "half even": "ROUND_HALF_EVEN", "half down": "ROUND_HALF_DOWN"}


def number(value: object) -> Decimal | None:
    """The number that a value writes, or None."""
    return decimal_of(value.strip() if isinstance(value, str) else value)


def near(one: Decimal, other: Decimal, places: int) -> bool:
    """Whether two numbers differ by no more than half of the last of these places."""
    return abs(one - other) <= Decimal(1).scaleb(-places) / 2


def to_places(value: Decimal, places: int, mode: str = "half up") -> Decimal:
    """The number with so many places."""
    if mode in {"up", "down"}:
        whole = int(abs(value) * 10**places)
        whole += mode == "up" and whole != abs(value) * 10**places
        return (Decimal(-whole) if value < 0 else Decimal(whole)).scaleb(-places)
    return value.quantize(Decimal(1).scaleb(-places), rounding=_ROUNDINGS[mode])


def computed(
    there: Callable[[Ask, Decimal], Decimal | None],
    back: Callable[[Ask, Decimal], Decimal | None] | None = None,
    *,
    places: int = 9,
) -> Expectation:
    """A rule that computes a number, and another one on the way back; small differences are those of floats."""

    def expected(ask: Ask) -> Expected:
        if blank(ask.value):
            return ask.value
        value, way = number(ask.value), there if ask.forwards else back
        if value is None or way is None:
            return UNKNOWABLE
        found = way(ask, value)
        return UNKNOWABLE if found is None else found

    def alike(_ask: Ask, wanted: Expected, actual: Raw) -> bool:
        if blank(wanted) or blank(actual):
            return same(wanted, actual)
        mine, theirs = number(wanted), number(actual)
        return mine is not None and theirs is not None and near(mine, theirs, places)

    return Expectation(expected, alike)


def of_item(ask: Ask, name: str) -> Decimal | None:
    """The number of a field that the rule names; nothing counts as none, and a text that is no number as unknown."""
    found = ask.near(name)
    return Decimal(0) if blank(found) else number(found)
