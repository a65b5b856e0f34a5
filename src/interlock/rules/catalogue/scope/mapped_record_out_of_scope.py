"""A record of the data map is also said to be out of scope.

What it asks:
    Does this record flow in this version, or does it not?

Why it matters:
    One company builds it and bills it; the other reads that it was never to be built.

How to answer:
    Take the line out of Out of scope, or the record out of the data map.

Example bad:
    ## Out of scope

    | Not in this version             | Candidate for |
    | ------------------------------- | ------------- |
    | Custom field mapping            | v2            |
    | Historical backfill of invoices | v2            |
    | Multi-currency conversion       | never         |
    | Bulk re-sync                    | v2            |
    | Records other than these        | v2            |
    | Clients                         | v2            |

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
from interlock.rules.wording import plural, quoted


def check(context: Context) -> Iterator[Concern]:
    """Looks for lines that are nothing but a record's name, in the singular or the plural."""
    forms = {form.casefold(): row for row in context.document.records for form in (row.name, plural(row.name))}
    for one in context.document.out_of_scope:
        row = forms.get(one.what.strip(" .`*_").casefold())
        if row is not None:
            message = (
                f"does `{row.name}` flow in this version? line {row.span.line} of the data map says so, and "
                f"{quoted(one.what)} is out of scope"
            )
            yield Concern(one.span, message, f"{row.name}/scope", context.owner)


RULE = Rule(check, may_stay_open=False)
