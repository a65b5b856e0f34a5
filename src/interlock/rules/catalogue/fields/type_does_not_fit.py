"""Two fields of different types are mapped without a rule.

What it asks:
    How does a value of the one type become one of the other?

Why it matters:
    The write is rejected, or worse, accepted: a number in a text field sorts and compares as text from then on.

How to answer:
    Write a mapping rule in the column Rule that says what happens to the value on its way.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `amount_cents` | →         | `currency`   |                               |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `amount_cents` | →         | `amount`     | cents to amount in `currency` |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.profile import FieldProfile, FieldType
from interlock.rules.context import Context
from interlock.rules.rows import copies
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the types of both ends of each pair that copies its value."""
    for row, pair, source, target in copies(context):
        here, there = context.field(row, *source), context.field(row, *target)
        if here is None or there is None or _fits(here, there):
            continue
        message = (
            f"how does `{source[1]}` ({_kind(here)}) of `{context.name(source[0])}` "
            f"become `{target[1]}` ({_kind(there)}) of `{context.name(target[0])}`? the row has no rule"
        )
        place = pair.rule.span
        yield Concern(place, message, f"{row.name}/{source[1]}/{target[1]}/type", context.engineer(target[0]))


def _fits(here: FieldProfile, there: FieldProfile) -> bool:
    if FieldType.ANY in {here.type, there.type} or here.type is there.type:
        return True
    return {here.type, there.type} == {FieldType.INTEGER, FieldType.NUMBER}


def _kind(field: FieldProfile) -> str:
    return f"{field.type.value}, {field.format}" if field.format else field.type.value


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
