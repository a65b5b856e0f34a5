"""A record flows only towards its source of truth.

What it asks:
    Why is the system that receives this record, and never sends it, the one that is right about it?

Why it matters:
    Each change overwrites the system that is said to be right, and no correction made there ever comes back.

How to answer:
    Turn the direction round, make it `↔`, or name the sending system as the source of truth.

Example bad:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Books           | →         | source of truth wins | archive   |

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rows import sources
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the source of truth of a one-way record with its direction."""
    for row in context.document.records:
        truth = row.source_of_truth.value
        if truth is not None and sources(row) == (truth.other,):
            name = context.name(truth)
            message = f"`{row.name}` only flows into `{name}`: why is `{name}` right about it?"
            yield Concern(row.source_of_truth.span, message, f"{row.name}/source-of-truth", context.owner)


RULE = Rule(check)
