"""No criterion says what is seen after an item is created.

What it asks:
    What must be seen in the other system after this record was created in this one, also if nothing must?

Why it matters:
    It is the first thing that everybody tries, and the first on which the two companies disagree.

How to answer:
    Add a criterion such as When an Invoice is created in Desk, a matching Invoice exists in Books within 15
    minutes, or no matching Invoice exists in Books for 1 hour.

Example bad:
    ## Acceptance criteria

    - **client-arrives** (new-clients): When a Client is created in Desk, a matching Client exists in Books within
      15 minutes.
    - **client-comes-back**: When a Client is created in Books, a matching Client exists in Desk within 15 minutes.

Example good:
    ## Acceptance criteria

    - **client-arrives** (new-clients): When a Client is created in Desk, a matching Client exists in Books within
      15 minutes.
    - **client-comes-back**: When a Client is created in Books, a matching Client exists in Desk within 15 minutes.
    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rows import sources
from interlock.rules.rule import Concern, Rule
from interlock.rules.suggested import created, such_as
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks for a criterion of each record and direction that begins with a create."""
    for row in context.document.records:
        for side in sources(row):
            if ("created", row.name.casefold(), side) not in context.begun:
                here, there = context.name(side), context.name(side.other)
                message = f"what must be seen in `{there}` after {an(row.name)} was created in `{here}`?"
                place = context.section("Acceptance criteria")
                hint = such_as(*created(context, row, side))
                yield Concern(place, message, f"{row.name}/criterion/created/{here}", context.owner, hint)


RULE = Rule(check)
