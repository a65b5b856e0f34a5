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
from interlock.rules.context import Context, limit_of
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Counts one request for each look, the least that any system can need, against the stated or learned limit."""
    for system in context.document.systems:
        limit = limit_of(context, system.side)
        looks = [(row, seconds) for row in context.document.records if (seconds := _every_s(row))]
        if limit is None or not looks:
            continue
        needed = sum(3600 / seconds for _, seconds in looks)
        allowed = limit.requests / limit.per_s * 3600
        if needed > allowed:
            names = " + ".join(f"{row.name} {row.how_often.text.strip()}" for row, _ in looks)
            message = (
                f"how can changes be looked for {needed:.0f} times an hour ({names}) "
                f"when `{system.name}` allows {allowed:.0f} requests an hour?"
            )
            place = looks[0][0].how_often.span
            yield Concern(place, message, f"Systems/{system.name}/polling", context.owner)


def _every_s(row: RecordRow) -> float:
    often = row.how_often.value
    return often.every.total_seconds() if often is not None and often.every is not None else 0.0


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
