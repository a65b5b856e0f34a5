"""Items are recognised by a field that a created one does not get.

What it asks:
    How is an item that this integration created recognised later?

Why it matters:
    When the links are made anew, after a restore or by a second integration, each such item is taken for a new one and
    created again.

How to answer:
    Add a row to the field mapping that writes the field, or match by fields that are written.

Example bad:
    ## Data map

    | Record  | Matched by          | Only when | When it leaves | Create missing | Starting  | How often       |
    | ------- | ------------------- | --------- | -------------- | -------------- | --------- | --------------- |
    | Client  | `note` = `remark`   |           |                | in Books       | link only | every 5 minutes |
    | Invoice | `number` = `number` |           |                | in Books       | all       | every 5 minutes |

Example good:
    ## Data map

    | Record  | Matched by          | Only when | When it leaves | Create missing | Starting  | How often       |
    | ------- | ------------------- | --------- | -------------- | -------------- | --------- | --------------- |
    | Client  | `phone` = `phone`   |           |                | in Books       | link only | every 5 minutes |
    | Invoice | `number` = `number` |           |                | in Books       | all       | every 5 minutes |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import targets, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks, where items are created, for the matched fields among those that are written there."""
    for row in context.document.records:
        create, key = row.create_missing.value, row.matched_by.value
        for side in targets(row):
            if create is None or side not in create.sides or key is None or not row.fields:
                continue
            filled = {path for _, path in written(row, side)}
            for pair in key.pairs:
                path = pair.left if side is Side.LEFT else pair.right
                field = context.field(row, side, path)
                # What the system sets itself has to come back; what is required is asked about already.
                if path in filled or (field is not None and (field.read_only or field.required)):
                    continue
                name = context.name(side)
                message = (
                    f"how is a `{row.name}` recognised that this integration creates in `{name}`? "
                    f"items are matched by `{path}`, and no row writes it"
                )
                yield Concern(row.matched_by.span, message, f"{row.name}/{name}/{path}/match", context.owner)


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
