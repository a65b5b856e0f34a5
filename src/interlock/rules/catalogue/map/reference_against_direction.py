"""A field goes to a system into which the record that it refers to does not flow.

What it asks:
    What becomes of an item that refers to one which only its own system has?

Why it matters:
    What is referred to never gets a counterpart there, so that every item which refers to it waits, and is held.

How to answer:
    Let the record that is referred to flow that way as well, leave such items out by the column Only when, or say in a
    criterion that they are held.

Example bad:
    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Client  | `clients`  | `accounts` | Books           | ←         | source of truth wins | archive   |
    | Invoice | `invoices` | `bills`    | Desk            | →         | source of truth wins | archive   |

Example good:
    ## Data map

    | Record  | Desk       | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Client  | `clients`  | `accounts` | Desk            | →         | source of truth wins | archive   |
    | Invoice | `invoices` | `bills`    | Desk            | →         | source of truth wins | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.flows import one_way
from interlock.rules.rows import direction_of, references, targets
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the way of each reference with that of the record that it names."""
    for row, pair, name in references(context.document):
        direction, other = direction_of(row, pair), context.record(name)
        if direction is None or other is None or not targets(other):
            continue
        for side in Side:
            if direction.writes(side) and side not in targets(other):
                message = (
                    f"{one_way(context, other, side)}: what becomes of a `{row.name}` that refers to a "
                    f"`{other.name}` which only `{context.name(side.other)}` has?"
                )
                subject = f"{row.name}/reference/{other.name}/{context.name(side)}"
                yield Concern(pair.rule.span, message, subject, context.owner)


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
