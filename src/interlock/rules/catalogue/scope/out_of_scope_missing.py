"""Nothing is said to be out of scope.

What it asks:
    What will this version not do, though somebody may expect it?

Why it matters:
    What is not excluded is expected; it is demanded in the last week, as a defect.

How to answer:
    Add a table under Out of scope with what is left out and the version it is a candidate for.

Example bad:
    ## Out of scope

Example good:
    ## Out of scope

    | Not in this version             | Candidate for |
    | ------------------------------- | ------------- |
    | Custom field mapping            | v2            |
    | Historical backfill of invoices | v2            |
    | Multi-currency conversion       | never         |
    | Bulk re-sync                    | v2            |
    | Records other than these        | v2            |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Asks for a list."""
    if not any(one.what.strip() for one in context.document.out_of_scope):
        message = "what will this version not do, though somebody may expect it? nothing is listed as out of scope"
        yield Concern(context.section("Out of scope"), message, "Out of scope", context.owner)


RULE = Rule(check)
