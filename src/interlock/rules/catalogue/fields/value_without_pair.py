"""A rule says of some values what they become, and of others not.

What it asks:
    What does this value become in the other system?

Why it matters:
    Items with this value cannot be brought over; they are held one by one until somebody answers.

How to answer:
    Add a pair for the value, or leave items with it out by the column Only when.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule            | Notes |
    | -------------- | --------- | ------------ | --------------- | ----- |
    | `number`       | →         | `number`     |                 |       |
    | `status`       | →         | `state`      | `paid` = `open` |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                               | Notes |
    | -------------- | --------- | ------------ | ---------------------------------- | ----- |
    | `number`       | →         | `number`     |                                    |       |
    | `status`       | →         | `state`      | `sent` = `open`, `paid` = `closed` |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import (
    Comparison,
)
from interlock.model.document import RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, sources
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.values import listed, one_field, rule_values


def check(context: Context) -> Iterator[Concern]:
    """Looks for listed values of the source without a pair, but for those that the record's condition leaves out."""
    for row in context.document.records:
        for pair in row.fields:
            for side in sources(row):
                direction, field = direction_of(row, pair), one_field(context, row, pair, side)
                paired = set(rule_values(context, row, pair, side))
                if direction is None or not direction.writes(side.other) or field is None or not paired:
                    continue
                allowed = _condition(row, side, field.path)
                values = [listed(value) for value in field.enum if value is not None]
                lost = [one for one in values if one not in paired and (allowed is None or one in allowed)]
                if lost:
                    shown = ", ".join(f"`{value}`" for value in lost[:6])
                    message = f"what does {shown} of `{field.path}` become in `{context.name(side.other)}`?"
                    subject = f"{row.name}/{context.name(side)}/{field.path}/pairs"
                    yield Concern(pair.rule.span, message, subject, context.owner)


def _condition(row: RecordRow, side: Side, path: Path) -> set[str] | None:
    """The values of a field with which an item is taken up, or None where all are."""
    for one in row.only_when.value or ():
        if one.side is side and one.field == path and one.comparison in {Comparison.IS, Comparison.IS_ONE_OF}:
            return set(one.values)
    return None


RULE = Rule(check, needs=Needs.FIELDS)
