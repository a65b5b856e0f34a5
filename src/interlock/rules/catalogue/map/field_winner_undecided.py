"""A record leaves conflicts to its fields, and a field does not say who wins.

What it asks:
    When both systems changed this field, which value stays?

Why it matters:
    The record says that each field decides; a field that does not decide falls to whatever was built first.

How to answer:
    Add a column Wins to the record's field mapping and fill it for each two-way field.

Example bad:
    ## Data map

    | Record | Desk      | Books      | Source of truth | Direction | On conflict | On delete |
    | ------ | --------- | ---------- | --------------- | --------- | ----------- | --------- |
    | Client | `clients` | `accounts` | Desk            | ↔         | per field   | archive   |

Example good:
    ## Data map

    | Record | Desk      | Books      | Source of truth | Direction | On conflict | On delete |
    | ------ | --------- | ---------- | --------------- | --------- | ----------- | --------- |
    | Client | `clients` | `accounts` | Desk            | ↔         | per field   | archive   |

    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Wins                 | Rule | Notes |
    | -------- | --------- | ------- | -------------------- | ---- | ----- |
    | `email`  | ↔         | `mail`  | source of truth wins |      |       |
    | `name`   | ↔         | `title` | source of truth wins |      |       |
    | `phone`  | ↔         | `phone` | hold                 |      |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import Direction, WinnerKind
from interlock.rules.context import Context
from interlock.rules.rows import direction_of
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the two-way fields of records that decide per field."""
    for row in context.document.records:
        if row.on_conflict.value is None or row.on_conflict.value.kind is not WinnerKind.PER_FIELD:
            continue
        for pair in row.fields:
            if direction_of(row, pair) is Direction.BOTH and pair.wins.open:
                name = pair.left.text or pair.right.text
                message = f"which value of {name} stays when both systems changed it? `{row.name}` decides per field"
                yield Concern(pair.wins.span, message, f"{row.name}/{name}/wins", context.owner)


RULE = Rule(check, needs=Needs.FIELDS)
