"""Nothing says who wins when both systems changed the same thing.

What it asks:
    When both systems changed the same field since they last agreed, which value stays?

Why it matters:
    The losing value is gone; if nobody chose which, users find out which of their edits disappears.

How to answer:
    Write `source of truth wins`, `newest wins, else source of truth`, `per field` or `hold` in the column On
    conflict; where the record flows one way only, `source of truth wins` restores what was edited at the other end
    and `report` leaves it.

Example bad:
    ## Data map

    | Record | Desk      | Books      | Source of truth | Direction | On conflict | On delete |
    | ------ | --------- | ---------- | --------------- | --------- | ----------- | --------- |
    | Client | `clients` | `accounts` | Desk            | ↔         |             | archive   |

Example good:
    ## Data map

    | Record | Desk      | Books      | Source of truth | Direction | On conflict                       | On delete |
    | ------ | --------- | ---------- | --------------- | --------- | --------------------------------- | --------- |
    | Client | `clients` | `accounts` | Desk            | ↔         | newest wins, else source of truth | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import Direction
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Asks of two-way records who wins, of one-way records what becomes of an edit at the receiving end."""
    for row in context.document.records:
        if not row.on_conflict.open or row.direction.value is None:
            continue
        if row.direction.value is Direction.BOTH:
            left, right = context.name(Side.LEFT), context.name(Side.RIGHT)
            message = f"when {an(row.name)} was changed in `{left}` and in `{right}`, which value stays?"
        else:
            there = context.name(targets(row)[0])
            message = f"when somebody edits {an(row.name)} in `{there}`, is the edit undone or left and reported?"
        yield Concern(row.on_conflict.span, message, f"{row.name}/on-conflict", context.owner)


RULE = Rule(check)
