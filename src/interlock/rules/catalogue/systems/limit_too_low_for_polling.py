"""Looking for changes as often as promised needs more requests than a system allows.

What it asks:
    May this record be looked for less often, or can the limit be raised?

Why it matters:
    The system answers 429 all day, and what should arrive in minutes arrives in hours.

How to answer:
    Look less often in the column How often, or agree on a higher limit and write it under Assumptions and
    considerations.

Example bad:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 1 request per hour.

Example good:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import RecordRow
from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.amounts import kept_items, limit_of
from interlock.rules.context import Context
from interlock.rules.rows import sources
from interlock.rules.rule import Concern, Needs, Rule

# What most systems give in one answer; used only where the description does not say.
_PAGE = 100


def check(context: Context) -> Iterator[Concern]:
    """Counts the fewest requests that looking takes against the limit: one, or every page where all must be read."""
    for system in context.document.systems:
        limit = limit_of(context, system.side)
        looks = [
            (row, 3600 / seconds * _requests(context, row, system.side))
            for row in context.document.records
            if system.side in sources(row) and (seconds := _every_s(row))
        ]
        if limit is None or not looks:
            continue
        needed, allowed = sum(count for _, count in looks), limit.requests / limit.per_s * 3600
        if needed > allowed:
            added = " + ".join(f"{count:,.0f} for {row.name}" for row, count in looks)
            message = (
                f"how can `{system.name}` be asked {needed:,.0f} times an hour ({added}) "
                f"when it allows {allowed:,.0f} an hour?"
            )
            place = max(looks, key=lambda look: look[1])[0].how_often.span
            yield Concern(place, message, f"Systems/{system.name}/polling", context.owner)


def _every_s(row: RecordRow) -> float:
    often = row.how_often.value
    return often.every.total_seconds() if often is not None and often.every is not None else 0.0


def _requests(context: Context, row: RecordRow, side: Side) -> int:
    """How many requests one look takes: every page of the list where the system cannot be asked for changes."""
    record = context.learned(row, side)
    kept = kept_items(context, row, side)
    if record is None or record.since.known or not kept:
        return 1
    paging = record.paging.value
    size = (paging.size_max or paging.size_default) if paging is not None else None
    return -(-kept // (size or _PAGE))


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
