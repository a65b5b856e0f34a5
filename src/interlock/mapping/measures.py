"""Units of weight, length, area, volume and time, and how many of the least one each is."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

# By definition: the international pound and inch (1959), the US gallon (231 cubic inches), the imperial gallon.
_POUND, _INCH = Fraction("453.59237"), Fraction("25.4")
_GALLON, _IMPERIAL = Fraction("3785.411784"), Fraction("4546.09")

_GROUPS: Final[tuple[tuple[tuple[Fraction, str], ...], ...]] = (
    (
        (Fraction(1, 1000), "mg milligram milligrams"),
        (Fraction(1), "g gram grams"),
        (Fraction(1000), "kg kilogram kilograms kilos"),
        (Fraction(1_000_000), "t tonne tonnes"),
        (_POUND / 16, "oz ounce ounces"),
        (_POUND, "lb lbs pound pounds"),
    ),
    (
        (Fraction(1), "mm millimetre millimetres millimeter millimeters"),
        (Fraction(10), "cm centimetre centimetres centimeter centimeters"),
        (Fraction(1000), "m metre metres meter meters"),
        (Fraction(1_000_000), "km kilometre kilometres kilometer kilometers"),
        (_INCH, "in inch inches"),
        (_INCH * 12, "ft foot feet"),
        (_INCH * 36, "yd yard yards"),
        (_INCH * 63360, "mi mile miles"),
    ),
    (
        (Fraction(1), "cm² cm2"),
        (Fraction(10_000), "m² m2 sqm"),
        (_INCH**2 * 144 / 100, "ft² ft2 sqft"),
        (Fraction(100_000_000), "ha hectare hectares"),
        (_INCH**2 * 144 / 100 * 43560, "acre acres"),
    ),
    (
        (Fraction(1), "ml millilitre millilitres milliliter milliliters"),
        (Fraction(10), "cl centilitre centilitres centiliter centiliters"),
        (Fraction(1000), "l litre litres liter liters"),
        (Fraction(1_000_000), "m³ m3"),
        (_INCH**3 / 1000, "in³ in3"),
        ((_INCH * 12) ** 3 / 1000, "ft³ ft3"),
        (_GALLON / 128, "floz"),
        (_GALLON / 8, "pint pints"),
        (_GALLON / 4, "quart quarts"),
        (_GALLON, "gal gallon gallons"),
        (_IMPERIAL, "impgal"),
    ),
    (
        (Fraction(1), "ms millisecond milliseconds"),
        (Fraction(1000), "s second seconds"),
        (Fraction(60_000), "min minute minutes"),
        (Fraction(3_600_000), "h hour hours"),
        (Fraction(86_400_000), "d day days"),
    ),
)

UNITS: Final = {
    name: (group, size) for group, units in enumerate(_GROUPS) for size, names in units for name in names.split()
}
"""The kind and the size of each unit by its names."""


def factor(unit: str, other: str) -> Fraction | None:
    """How many of the other unit one is; None where they do not measure the same."""
    one, two = UNITS[unit], UNITS[other]
    return one[1] / two[1] if one[0] == two[0] else None
