"""A field row flows to a side where it names no field.

What it asks:
    Which field receives the value?

Why it matters:
    The row looks like a mapping and writes nothing.

How to answer:
    Name the field in the cell that the arrow points at, or remove the row.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `amount_cents` | →         |              | cents to amount in `currency` |       |

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
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the cells that each row's arrow points at."""
    for row in context.document.records:
        for pair in row.fields:
            direction = direction_of(row, pair)
            for side in Side:
                there = pair.left if side is Side.LEFT else pair.right
                if direction is not None and direction.writes(side) and there.open:
                    here = pair.right.text if side is Side.LEFT else pair.left.text
                    name = context.name(side)
                    message = f"which field of `{name}` receives {here or 'this value'}?"
                    subject = f"{row.name}/{name}/{here or pair.rule.text}/target"
                    yield Concern(there.span, message, subject, context.owner)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
