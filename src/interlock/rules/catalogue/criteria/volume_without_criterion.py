"""No criterion says what is seen on the busiest day.

What it asks:
    How many items must get through in which time on the busiest day?

Why it matters:
    One item at a time always works; limits are met on the day on which it matters most.

How to answer:
    Add a criterion such as When 5,000 Invoices are created in Desk within 1 hour, every Invoice exists exactly once
    in Books within 15 minutes of the last.

Example bad:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.

Example good:
    ## Acceptance criteria

    - **busy-day**: When 5,000 Invoices are created in Desk within 1 hour, every Invoice exists exactly once in
      Books within 15 minutes of the last.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.suggested import busiest, such_as


def check(context: Context) -> Iterator[Concern]:
    """Looks for a criterion with many items in a stated time."""
    if not context.document.records:
        return
    for one in context.document.criteria:
        if any(part.shape == "spread" for part in one.withs):
            return
    message = "how many items must get through in which time on the busiest day?"
    yield Concern(
        context.section("Acceptance criteria"), message, "criterion/volume", context.owner, such_as(busiest(context))
    )


RULE = Rule(check)
