"""A record has no direction.

What it asks:
    Which way do this record's changes flow?

Why it matters:
    One engineer builds a copy, the other a two-way sync; the difference shows when an edit is overwritten.

How to answer:
    Write `→`, `←` or `↔` in the column Direction.

Example bad:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            |           | source of truth wins | archive   |

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every record."""
    for row in context.document.records:
        if row.direction.open:
            left, right = context.name(Side.LEFT), context.name(Side.RIGHT)
            message = f"does `{row.name}` flow from `{left}` to `{right}`, back, or both ways?"
            yield Concern(row.direction.span, message, f"{row.name}/direction", context.owner)


RULE = Rule(check, may_stay_open=False)
