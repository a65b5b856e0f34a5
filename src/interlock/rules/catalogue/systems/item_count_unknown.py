"""Complete lists are read again and again, and nobody says how long they are.

What it asks:
    How many items does this system keep?

Why it matters:
    The system does not list only what changed, so every look reads everything; whether that takes seconds or hours,
    nobody can compute before it is too late.

How to answer:
    Add a line such as `NAME keeps 20,000 Invoices and 300 Accounts.` under Assumptions and considerations; a rough
    number is enough.

Example bad:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
    - Desk keeps 2,000 Clients and 9,000 Invoices.

Example good:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
    - Desk keeps 2,000 Clients and 9,000 Invoices.
    - Books keeps 2,100 Clients and 9,000 Invoices.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.wording import plural

_NAMED = 5


def check(context: Context) -> Iterator[Concern]:
    """Asks only where each page counts: the limit and the length of a page are known, and complete lists are read."""
    for system in context.document.systems:
        load = context.load(system.side)
        open_ones = [one for one in load.looks if one.counts and one.items is None and one.page is not None]
        if load.limit is None or not open_ones:
            continue
        names = [f"`{plural(one.record)}`" for one in open_ones]
        said = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        every = (
            "each look reads them all" if any(one.whole for one in open_ones) else "only complete lists show deletes"
        )
        message = f"how many {said} does `{system.name}` keep? {every}"
        place = context.section("Assumptions and considerations")
        yield Concern(place, message, f"Systems/{system.name}/items", context.engineer(system.side))


RULE = Rule(check, needs=Needs.FIELDS)
