"""A record flows in a direction in which none of its fields does.

What it asks:
    What does this record carry in that direction?

Why it matters:
    Both companies read a two-way sync and get a copy; what is missing shows when the first correction does not come
    back.

How to answer:
    Add a field that flows that way, or take the direction from the record.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | →         | `mail`  |                | sensitive |
    | `name`   | →         | `title` |                | sensitive |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | →         | `mail`  |                | sensitive |
    | `name`   | ↔         | `title` |                | sensitive |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rows import targets, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for a written field on each side that the record flows into."""
    for row in context.document.records:
        for side in targets(row):
            if row.fields and not any(True for _ in written(row, side)):
                name = context.name(side)
                message = f"`{row.name}` flows into `{name}`, and none of its fields does: what does it carry there?"
                yield Concern(row.direction.span, message, f"{row.name}/direction/{name}", context.owner)


RULE = Rule(check, needs=Needs.FIELDS)
