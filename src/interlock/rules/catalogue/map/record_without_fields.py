"""A record of the data map has no field mapping.

What it asks:
    Which fields of this record flow, and how?

Why it matters:
    The record is built from field names that look alike, and the ones that do not are lost.

How to answer:
    Add a sub-heading with the record's name under Field mapping, and a row for each pair of fields.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | ↔         | `mail`  |                | sensitive |
    | `name`   | ↔         | `title` |                | sensitive |
    | `phone`  | ↔         | `phone` |                |           |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every record."""
    for row in context.document.records:
        if not row.fields:
            message = f"which fields of `{row.name}` flow? it has no field mapping"
            yield Concern(row.span, message, f"{row.name}/fields", context.owner)


RULE = Rule(check, needs=Needs.FIELDS, may_stay_open=False)
