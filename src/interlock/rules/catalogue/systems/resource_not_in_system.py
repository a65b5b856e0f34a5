"""The data map names a resource that the system does not have.

What it asks:
    What is this record called in that system's API?

Why it matters:
    Nothing of the record can be read or written, however complete the rest of the document is.

How to answer:
    Write the name as the API has it, between backticks.

Example bad:
    ## Data map

    | Record  | Desk       | Books  | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------ | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bill` | Desk            | →         | source of truth wins | archive   |

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks up each record on both sides, once the system is known."""
    for row in context.document.records:
        for side in Side:
            there = row.left if side is Side.LEFT else row.right
            profile, name = context.profiles.get(side), context.name(side)
            if profile is None or context.learned(row, side) is not None:
                continue
            if there.open:
                message = f"what is `{row.name}` called in the API of `{name}`?"
            else:
                message = f"`{name}` has no `{row.resource(side)}`: what is `{row.name}` called in its API?"
            hint = did_you_mean(row.resource(side), (record.name for record in profile.records))
            yield Concern(there.span, message, f"{row.name}/{name}/resource", context.engineer(side), hint)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
