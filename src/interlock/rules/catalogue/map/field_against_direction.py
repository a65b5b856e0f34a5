"""A field flows in a direction in which its record does not.

What it asks:
    Does this record flow that way, or does the field not?

Why it matters:
    The table promises a change that never arrives, or sends one that the other company did not agree to.

How to answer:
    Make the field's direction the record's, or make the record flow both ways.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | ←         | `number`     |                               |       |
    | `amount_cents` | →         | `amount`     | cents to amount in `currency` |       |

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
from interlock.rules.flows import one_way
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares each field row with its record."""
    for row in context.document.records:
        for pair in row.fields:
            way = pair.direction.value
            if way is None or not targets(row):
                continue
            against = next((side for side in Side if way.writes(side) and side not in targets(row)), None)
            if against is not None:
                name = pair.left.text or pair.right.text
                message = f"{one_way(context, row, against)}: why does {name} flow {way.value}?"
                yield Concern(pair.direction.span, message, f"{row.name}/{name}/direction", context.owner)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
