"""A number with decimal places is copied to a field that takes whole numbers.

What it asks:
    What happens to 12.5: is it rounded, counted in a smaller unit, or held?

Why it matters:
    Whoever writes the code rounds as the language does, and nobody notices until the sums differ.

How to answer:
    Write a rule such as ``amount in `currency` to cents``, or map another field.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `weight`       | →         | `units`      |                               |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `amount_cents` | →         | `units`      |                               |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping.wire import is_unix_time
from interlock.model.profile import FieldProfile, FieldType
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the types of both ends of each pair that copies its value."""
    for row, pair, source, target in context.copies:
        here, there = context.field(row, *source), context.field(row, *target)
        if here is None or there is None or there.type is not FieldType.INTEGER or is_unix_time(there):
            continue
        if _has_decimals(here):
            message = (
                f"what becomes of the decimal places of `{source[1]}` of `{context.name(source[0])}`? "
                f"`{target[1]}` of `{context.name(target[0])}` takes whole numbers"
            )
            yield Concern(pair.rule.span, message, f"{row.name}/{source[1]}/{target[1]}/decimals", context.owner)


def _has_decimals(field: FieldProfile) -> bool:
    if field.type is not FieldType.NUMBER or field.format in {"int32", "int64", "integer"}:
        return False
    return not field.enum and not (field.multiple_of is not None and field.multiple_of == int(field.multiple_of))


RULE = Rule(check, needs=Needs.FIELDS)
