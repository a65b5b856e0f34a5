"""Nobody says how many requests a system allows.

What it asks:
    How many requests in which time does this system allow?

Why it matters:
    The first busy day finds the limit; until then everything works.

How to answer:
    Add a line such as `NAME allows 600 requests per minute.` under Assumptions and considerations.

Example bad:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.

Example good:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for the limit in the assumptions, then in what was learned."""
    for row in context.document.systems:
        if context.load(row.side).limit is None:
            message = f"how many requests in which time does `{row.name}` allow?"
            place = context.section("Assumptions and considerations")
            yield Concern(place, message, f"Systems/{row.name}/rate-limit", context.engineer(row.side))


RULE = Rule(check, needs=Needs.FIELDS)
