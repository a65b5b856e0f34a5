"""A weight, length, area, volume or time in another unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from interlock.verify.expect._arithmetic import computed, near, number
from interlock.verify.expect._base import Ask, Expected, Raw, blank

# How many of the first unit of its line each one is.
_SIZES = (
    {"g": 1, "mg": "0.001", "kg": 1000, "t": 1000000, "lb": "453.59237", "oz": "28.349523125"},
    {"m": 1, "mm": "0.001", "cm": "0.01", "km": 1000, "in": "0.0254", "ft": "0.3048", "yd": "0.9144", "mi": "1609.344"},
    {"m²": 1, "cm²": "0.0001", "ha": 10000, "ft²": "0.09290304", "acre": "4046.8564224"},
    {
        "l": 1,
        "ml": "0.001",
        "cl": "0.01",
        "m³": 1000,
        "gal": "3.785411784",
        "impgal": "4.54609",
        "quart": "0.946352946",
        "pint": "0.473176473",
        "floz": "0.0295735295625",
        "in³": "0.016387064",
        "ft³": "28.316846592",
    },
    {"s": 1, "ms": "0.001", "min": 60, "h": 3600, "d": 86400},
)
_WORDS = {
    "g": "gram", "mg": "milligram", "kg": "kilogram kilo", "t": "tonne", "lb": "lbs pound", "oz": "ounce",
    "m": "metre meter", "mm": "millimetre millimeter", "cm": "centimetre centimeter", "km": "kilometre kilometer",
    "in": "inch inche", "ft": "foot feet", "yd": "yard", "mi": "mile", "m²": "m2 sqm", "cm²": "cm2", "ha": "hectare",
    "ft²": "ft2 sqft", "acre": "acre", "l": "litre liter", "ml": "millilitre milliliter", "cl": "centilitre centiliter",
    "m³": "m3", "gal": "gallon", "quart": "quart", "pint": "pint", "in³": "in3", "ft³": "ft3", "s": "second",
    "ms": "millisecond", "min": "minute", "h": "hour", "d": "day", "impgal": "impgal", "floz": "floz",
}  # fmt: skip


def _short(unit: str) -> str:
    for short, words in _WORDS.items():
        if unit == short or unit in words.split() or unit.removesuffix("s") in words.split():
            return short
    return unit


def _factor(ask: Ask) -> Decimal | None:
    one, other = (_short(str(ask.args[name])) for name in ("unit", "measure"))
    for sizes in _SIZES:
        if one in sizes and other in sizes:
            return Decimal(str(sizes[one])) / Decimal(str(sizes[other]))
    return None


def _places(ask: Ask) -> int:
    return int(str(ask.args.get("places", 6)))


def _there(ask: Ask, value: Decimal) -> Decimal | None:
    factor = _factor(ask)
    return None if factor is None else value * factor


def _back(ask: Ask, value: Decimal) -> Decimal | None:
    factor = _factor(ask)
    return None if factor is None else value / factor


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    mine, theirs, factor = number(wanted), number(actual), _factor(ask)
    if mine is None or theirs is None or factor is None:
        return blank(wanted) and blank(actual)
    # On the way back it is the other side's number that has so many places.
    scale = Decimal(1) if ask.forwards else factor
    return near(mine * scale, theirs * scale, _places(ask)) or near(mine, theirs, 9)


expectation = replace(computed(_there, _back), same=_same)
