"""A record has no source of truth.

What it asks:
    To which system does this record belong, so that its value is the right one when the two differ?

Why it matters:
    When the two systems differ, somebody has to know which one is wrong; without this every difference is an
    argument.

How to answer:
    Write the name of one of the two systems in the column Source of truth.

Example bad:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` |                 | →         | source of truth wins | archive   |

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every record."""
    for row in context.document.records:
        if row.source_of_truth.open:
            message = f"which system is right about `{row.name}` when the two differ?"
            yield Concern(row.source_of_truth.span, message, f"{row.name}/source-of-truth", context.owner)


RULE = Rule(check)
