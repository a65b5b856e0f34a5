"""Items are to be created in a system that this record does not flow into.

What it asks:
    Does this record flow into that system, or are items not created there?

Why it matters:
    The two cells contradict each other; whichever is built, the other half of the room expects the opposite.

How to answer:
    Turn the direction, or name in the column Create missing only systems that the record flows into.

Example bad:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Invoice | `number` = `number`  |           |                | in Desk        | from go-live | every 5 minutes |

Example good:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Invoice | `number` = `number`  |           |                | in Books       | from go-live | every 5 minutes |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.flows import one_way
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the systems of Create missing with the record's direction."""
    for row in context.document.records:
        create = row.create_missing.value
        if create is None or not targets(row):
            continue
        for side in Side:
            if side in create.sides and side not in targets(row):
                name = context.name(side)
                message = f"{one_way(context, row, side)}: how can one be created in `{name}`?"
                yield Concern(row.create_missing.span, message, f"{row.name}/create-missing/{name}", context.owner)


RULE = Rule(check, Severity.ERROR)
