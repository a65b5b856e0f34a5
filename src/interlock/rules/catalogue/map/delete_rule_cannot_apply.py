"""A delete rule names a system that this record does not flow into.

What it asks:
    In which system should the counterpart of a deleted item be archived or deleted?

Why it matters:
    The rule never acts where it says, so that deletes seem decided and are not.

How to answer:
    Name the system that receives the record, or turn the record's direction.

Example bad:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete       |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | archive in Desk |

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete        |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | ---------------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | archive in Books |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the system of a delete rule with the record's direction."""
    for row in context.document.records:
        rule = row.on_delete.value
        if rule is not None and rule.only_in is not None and targets(row) and rule.only_in not in targets(row):
            name = context.name(rule.only_in)
            message = f"nothing of `{row.name}` flows into `{name}`: where does `{row.on_delete.text}` apply?"
            yield Concern(row.on_delete.span, message, f"{row.name}/on-delete", context.owner)


RULE = Rule(check, Severity.WARNING)
