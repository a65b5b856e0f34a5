"""Nothing says what becomes of an item whose counterpart is deleted.

What it asks:
    When an item is deleted in one system, what becomes of the same item in the other?

Why it matters:
    The usual guess empties or deletes what the other company still needs, and it is noticed when it is gone.

How to answer:
    Write `delete`, `archive`, `keep` or `ask` in the column On delete.

Example bad:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins |           |

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | keep      |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rows import sources, targets
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks at every record; names the direction where it is known."""
    for row in context.document.records:
        if not row.on_delete.open:
            continue
        if len(sources(row)) == 1:
            here, there = context.name(sources(row)[0]), context.name(targets(row)[0])
            message = f"when {an(row.name)} is deleted in `{here}`, what becomes of it in `{there}`?"
        else:
            message = f"when {an(row.name)} is deleted in one system, what becomes of it in the other?"
        yield Concern(row.on_delete.span, message, f"{row.name}/on-delete", context.owner)


RULE = Rule(check)
