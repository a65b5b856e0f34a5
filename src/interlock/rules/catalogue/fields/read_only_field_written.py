"""The mapping writes a field that the system sets itself.

What it asks:
    Which field should receive this value?

Why it matters:
    The system ignores or rejects what is sent, and the comparison finds the same difference again every time.

How to answer:
    Map to a field that can be written, or turn the direction of the row.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | ↔         | `mail`  |                | sensitive |
    | `name`   | →         | `code`  |                | sensitive |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | ↔         | `mail`  |                | sensitive |
    | `name`   | ←         | `code`  |                | sensitive |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import cell, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks up every field that the mapping writes."""
    for row in context.document.records:
        for side in Side:
            for pair, path in written(row, side):
                field = context.field(row, side, path)
                if field is not None and field.read_only:
                    message = f"`{context.name(side)}` sets `{path}` itself: which field should receive the value?"
                    subject = f"{row.name}/{context.name(side)}/{path}/read-only"
                    yield Concern(cell(pair, side), message, subject, context.engineer(side))


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
