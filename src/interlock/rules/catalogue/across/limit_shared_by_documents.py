"""The documents of this folder together ask a system more often than it allows.

What it asks:
    Which document may look less often, or can the limit be raised?

Why it matters:
    Each document is sound by itself, and was tested by itself; the day on which both run is the first on which neither
    keeps its promise.

How to answer:
    Look less often in one of the documents, or agree on a higher limit and write it in all of them.

Example bad:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 30 requests per minute.
    - Desk keeps 2,000 Clients and 9,000 Invoices.
    - Books keeps 2,100 Clients and 9,000 Invoices.

    <!-- the other document -->

    ## Assumptions and considerations

    - Shop allows 600 requests per minute.
    - Books allows 30 requests per minute.
    - Shop keeps 100 Products.
    - Books keeps 6,000 Products.

Example good:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 30 requests per minute.
    - Desk keeps 2,000 Clients and 9,000 Invoices.
    - Books keeps 2,100 Clients and 9,000 Invoices.

    <!-- the other document -->

    ## Assumptions and considerations

    - Shop allows 600 requests per minute.
    - Books allows 30 requests per minute.
    - Shop keeps 100 Products.
    - Books keeps 600 Products.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from interlock.model.amounts import number, per
from interlock.model.document import SystemRow
from interlock.model.profile import RateLimit
from interlock.model.sums import Load
from interlock.rules.across import shared
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Adds up what looking takes in all documents of what each system allows; the lowest stated limit counts."""
    for row in context.document.systems:
        mine = context.load(row.side)
        loads = [(other, other.load(there.side)) for here, other, there in shared(context) if here is row]
        concern = _concern(context, row, mine, loads)
        if concern is not None:
            yield concern


def _concern(context: Context, row: SystemRow, mine: Load, loads: list[tuple[Context, Load]]) -> Concern | None:
    all_loads = [mine, *(load for _, load in loads)]
    limits = [load.limit for load in all_loads if load.limit is not None]
    if not loads or not limits or not mine.looks:
        return None
    limit = min(limits, key=_per_s)
    needed = sum(load.looking_per_s for load in all_loads)
    if needed <= _per_s(limit) or any(load.looking_per_s > _per_s(limit) for load in all_loads):
        return None
    parts = [f"{number(mine.looking_per_s * limit.per_s)} by this document"]
    parts += [
        f"{number(load.looking_per_s * limit.per_s)} by `{basename(other.document.path)}`" for other, load in loads
    ]
    message = (
        f"how can all documents look at `{row.name}`? together they ask it {number(needed * limit.per_s)} times "
        f"{per(limit.per_s)} ({' + '.join(parts)}), and it allows {limit.requests:,}"
    )
    return Concern(row.span, message, f"Systems/{row.name}/shared-limit", context.owner)


def _per_s(limit: RateLimit) -> float:
    return limit.requests / limit.per_s


RULE = Rule(check, needs=Needs.FIELDS)
