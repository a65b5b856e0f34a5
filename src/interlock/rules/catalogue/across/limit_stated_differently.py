"""Another document states another limit for the same system.

What it asks:
    Which of the two numbers is right?

Why it matters:
    Each run keeps to the limit of its own document; the higher number is the one that the system refuses.

How to answer:
    Ask whoever runs the system, and write the same line in all documents.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Assumptions and considerations

    - Books allows 600 requests per minute.

Example good:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Assumptions and considerations

    - Books allows 120 requests per minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from interlock.model.amounts import rate
from interlock.rules.across import shared
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares what counts in each document; where only one of them knows a limit, the other has to learn of it."""
    for row, other, there in shared(context):
        mine, theirs = context.load(row.side).limit, other.load(there.side).limit
        if theirs is None or mine == theirs:
            continue
        if mine is not None and mine.requests * theirs.per_s == theirs.requests * mine.per_s:
            continue
        here = "nothing is known of it here" if mine is None else f"here it is {rate(mine)}"
        there_said = f"in `{basename(other.document.path)}` {rate(theirs)}"
        message = f"how many requests does `{row.name}` allow? {here}, and {there_said}"
        place = context.section("Assumptions and considerations")
        yield Concern(place, message, f"Systems/{row.name}/limit-differs", context.engineer(row.side))


RULE = Rule(check, needs=Needs.FIELDS)
