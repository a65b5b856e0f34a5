"""A conflict rule weighs changes that never flow.

What it asks:
    What should happen to an edit made in the system that this record only flows into?

Why it matters:
    With one direction there is nothing newer to take over: the rule reads as if edits came back, and they do not.

How to answer:
    Write `source of truth wins` to undo such edits, `report` to leave and show them, or make the record flow both
    ways.

Example bad:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict                       | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | --------------------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | newest wins, else source of truth | archive   |

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | ----------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | report      | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import WinnerKind
from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for `newest wins` on records that flow one way."""
    for row in context.document.records:
        winner = row.on_conflict.value
        if winner is not None and winner.kind is WinnerKind.NEWEST and len(targets(row)) == 1:
            there = context.name(targets(row)[0])
            message = f"`{row.name}` only flows into `{there}`, so a newer edit there never wins: what becomes of it?"
            yield Concern(row.on_conflict.span, message, f"{row.name}/on-conflict", context.owner)


RULE = Rule(check, Severity.WARNING)
