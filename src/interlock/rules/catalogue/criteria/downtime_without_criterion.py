"""No criterion says what is seen when a system is down.

What it asks:
    What must be seen when this system was down for a while and is back?

Why it matters:
    Every system is down some night; what was to be written meanwhile is either there in the morning, or nobody
    knows what is missing.

How to answer:
    Add a criterion such as When 200 Invoices are created in Desk while Books is down for 30 minutes, every Invoice
    exists exactly once in Books within 10 minutes of its return.

Example bad:
    ## Acceptance criteria

    - **books-down**: When 200 Invoices are created in Desk while Books is down for 30 minutes, every Invoice exists
      exactly once in Books within 10 minutes of its return.

Example good:
    ## Acceptance criteria

    - **books-down**: When 200 Invoices are created in Desk while Books is down for 30 minutes, every Invoice exists
      exactly once in Books within 10 minutes of its return.
    - **desk-down**: When 50 Clients change in Books while Desk is down for 30 minutes, their mapped fields are
      equal in Desk within 10 minutes of its return.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word
from interlock.rules.suggested import down as seen_when_down
from interlock.rules.suggested import such_as


def check(context: Context) -> Iterator[Concern]:
    """Looks for a criterion with each system down that some record flows into."""
    down = [one.circumstance for one in context.document.criteria if one.circumstance is not None]
    for side in Side:
        if not any(side in targets(row) for row in context.document.records):
            continue
        if not any(one.shape == "down" and context.document.side(word(one, "system")) is side for one in down):
            name = context.name(side)
            message = f"what must be seen when `{name}` was down for a while and is back?"
            place = context.section("Acceptance criteria")
            yield Concern(
                place, message, f"criterion/down/{name}", context.owner, such_as(seen_when_down(context, side))
            )


RULE = Rule(check)
