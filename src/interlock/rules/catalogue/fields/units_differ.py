"""A number is copied between two fields that count in different units.

What it asks:
    By which number is the value multiplied on its way?

Why it matters:
    A bill of 12.50 becomes one of 1,250, and it looks like a number that may well be right.

How to answer:
    Write the rule that converts, such as cents to amount in `currency`, or say in Notes that both count the same.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule | Notes |
    | -------------- | --------- | ------------ | ---- | ----- |
    | `number`       | →         | `number`     |      |       |
    | `amount_cents` | →         | `amount`     |      |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `amount_cents` | →         | `amount`     | cents to amount in `currency` |       |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.path import Path
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule

_MINOR = frozenset({"cents", "cent", "pence", "minor"})
_UNITS = {
    **dict.fromkeys(_MINOR, "cents"),
    **dict.fromkeys(("g", "grams", "gram"), "grams"),
    **dict.fromkeys(("kg", "kilos", "kilograms"), "kilograms"),
    **dict.fromkeys(("ms", "millis", "milliseconds"), "milliseconds"),
    **dict.fromkeys(("secs", "seconds"), "seconds"),
    **dict.fromkeys(("mins", "minutes"), "minutes"),
    **dict.fromkeys(("hours", "hrs"), "hours"),
    **dict.fromkeys(("mm", "millimetres", "millimeters"), "millimetres"),
    **dict.fromkeys(("cm", "centimetres", "centimeters"), "centimetres"),
    **dict.fromkeys(("km", "kilometres", "kilometers"), "kilometres"),
    **dict.fromkeys(("miles",), "miles"),
}
_MONEY = re.compile(
    r"amount|price|total|sum|cost|fee|tax|credit|freight|discount|premium|pay|salary|net|gross|value|rate"
)


def check(context: Context) -> Iterator[Concern]:
    """Compares the units that the names at both ends of a copying row tell, or that the descriptions state."""
    asked: set[int] = set()
    for row, pair, source, target in context.copies:
        fields = [context.field(row, *end) for end in (source, target)]
        here, there = (
            _unit(end[1]) or (field.unit.casefold() if field is not None else "")
            for end, field in zip((source, target), fields, strict=True)
        )
        if id(pair) in asked or pair.notes.strip() or not _differ(here, there, source[1], target[1]):
            continue
        asked.add(id(pair))
        one = f"`{source[1]}` of `{context.name(source[0])}` counts {here or 'whole units, it seems'}"
        two = f"`{target[1]}` of `{context.name(target[0])}` {there or 'whole units, it seems'}"
        message = f"what becomes of the number on its way? {one}, {two}, and it is copied as it is"
        yield Concern(pair.rule.span, message, f"{row.name}/{source[1]}/{target[1]}/unit", context.owner)


def _differ(here: str, there: str, source: Path, target: Path) -> bool:
    if here and there:
        return here != there
    # A name without a unit says something only of money, which is named so because it is not in cents.
    other = target if here == "cents" else source if there == "cents" else None
    return other is not None and _MONEY.search(_last(other)) is not None


def _unit(path: Path) -> str:
    return next((_UNITS[one] for one in reversed(re.split(r"[_\W]+", _last(path))) if one in _UNITS), "")


def _last(path: Path) -> str:
    """The last part of a path in lower case, its words parted by `_`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", path.parts[-1].removesuffix("[]")).casefold()


RULE = Rule(check, needs=Needs.FIELDS)
