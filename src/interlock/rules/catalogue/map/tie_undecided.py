"""Nothing says who wins when neither change is newer.

What it asks:
    When it cannot be told which of the two changes is newer, which value stays?

Why it matters:
    Clocks differ and times are rounded; in some weeks this is the usual case, and then it is decided by chance.

How to answer:
    Add what then holds: `newest wins, else source of truth` or `newest wins, else hold`.

Example bad:
    ## Data map

    | Record | Desk      | Books      | Source of truth | Direction | On conflict | On delete |
    | ------ | --------- | ---------- | --------------- | --------- | ----------- | --------- |
    | Client | `clients` | `accounts` | Desk            | ↔         | newest wins | archive   |

Example good:
    ## Data map

    | Record | Desk      | Books      | Source of truth | Direction | On conflict            | On delete |
    | ------ | --------- | ---------- | --------------- | --------- | ---------------------- | --------- |
    | Client | `clients` | `accounts` | Desk            | ↔         | newest wins, else hold | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import WinnerKind
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks for `newest wins` without what else holds."""
    for row in context.document.records:
        winner = row.on_conflict.value
        if winner is not None and winner.kind is WinnerKind.NEWEST and winner.otherwise is None:
            message = f"when it cannot be told which change of {an(row.name)} is newer, which value stays?"
            yield Concern(row.on_conflict.span, message, f"{row.name}/on-conflict/tie", context.owner)


RULE = Rule(check)
