"""No criterion says what is seen when an item cannot be accepted.

What it asks:
    What must be seen when a system rejects an item, or a value is missing?

Why it matters:
    Bad data comes on the first day; without an answer it either stops everything or is dropped without a word.

How to answer:
    Add a criterion such as When Books answers 422 to an Invoice, it is tried 4 times in all, then it is held and an
    alert is sent.

Example bad:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.

Example good:
    ## Acceptance criteria

    - **rejected**: When Books answers 422 to an Invoice, it is tried 4 times in all, then it is held and an alert
      is sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.suggested import refused, such_as


def check(context: Context) -> Iterator[Concern]:
    """Looks for a criterion that begins with a rejection, or leaves out a value."""
    if not context.document.records:
        return
    for one in context.document.criteria:
        if (one.trigger and one.trigger.shape == "answered") or any(part.shape == "absent" for part in one.withs):
            return
    message = "what must be seen when a system rejects an item, or a value is missing?"
    yield Concern(
        context.section("Acceptance criteria"), message, "criterion/bad-data", context.owner, such_as(refused(context))
    )


RULE = Rule(check)
