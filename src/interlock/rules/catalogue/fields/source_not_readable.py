"""The mapping reads a field that the system never shows.

What it asks:
    From which field does the value really come?

Why it matters:
    The value is always missing, so the other side is emptied, item by item.

How to answer:
    Name a field that the system shows.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books    | Rule | Notes     |
    | -------- | --------- | -------- | ---- | --------- |
    | `email`  | ↔         | `mail`   |      | sensitive |
    | `pin`    | →         | `remark` |      | sensitive |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books    | Rule | Notes     |
    | -------- | --------- | -------- | ---- | --------- |
    | `email`  | ↔         | `mail`   |      | sensitive |
    | `note`   | →         | `remark` |      | sensitive |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import cell, direction_of, paths
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks up every field that a row reads."""
    for row in context.document.records:
        for pair in row.fields:
            direction = direction_of(row, pair)
            for side in Side:
                if direction is None or not direction.writes(side.other):
                    continue
                for path in paths(pair, side):
                    field = context.field(row, side, path)
                    if field is not None and field.write_only:
                        name = context.name(side)
                        message = f"where does the value really come from? `{name}` takes `{path}` and never shows it"
                        subject = f"{row.name}/{name}/{path}/write-only"
                        yield Concern(cell(pair, side), message, subject, context.engineer(side))


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
