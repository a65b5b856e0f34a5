"""Nothing says whether an item without counterpart is created.

What it asks:
    When an item has no counterpart in the other system, is one created?

Why it matters:
    Built as "create" it fills the other system with what it never wanted; built as "never" the first new item is
    missing.

How to answer:
    Write `in both`, the name of one system (`in NAME`) or `never` in the column Create missing.

Example bad:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting  | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | --------- | --------------- |
    | Client  | `email` = `mail`     |           |                |                | link only | every 5 minutes |
    | Invoice | `number` = `number`  |           |                | in Books       | all       | every 5 minutes |

Example good:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting  | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | --------- | --------------- |
    | Client  | `email` = `mail`     |           |                | never          | link only | every 5 minutes |
    | Invoice | `number` = `number`  |           |                | in Books       | all       | every 5 minutes |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks at every record; names the receiving systems."""
    for row in context.document.records:
        if row.create_missing.open:
            places = " or ".join(f"`{context.name(side)}`" for side in targets(row)) or "the other system"
            message = f"is {an(row.name)} that has no counterpart in {places} created there?"
            yield Concern(row.create_missing.span, message, f"{row.name}/create-missing", context.owner)


RULE = Rule(check)
