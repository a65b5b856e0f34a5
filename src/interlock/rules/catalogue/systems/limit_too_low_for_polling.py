"""Looking for changes as often as promised needs more requests than a system allows.

What it asks:
    May this record be looked for less often, or can the limit be raised?

Why it matters:
    The system answers 429 all day, and what should arrive in minutes arrives in hours.

How to answer:
    Look less often in the column How often, agree on a higher limit and write it under Assumptions and
    considerations, or have the system list only what changed.

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

from interlock.model.amounts import number, per
from interlock.model.finding import Severity
from interlock.rules.arithmetic import looking_said
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Counts all that looking takes of one system, both for what comes from it and for what goes there."""
    for system in context.document.systems:
        load = context.load(system.side)
        if load.limit is None or not load.looks or load.allowed_per_s is None:
            continue
        if load.looking_per_s > load.allowed_per_s:
            needed, span = number(load.looking_per_s * load.limit.per_s), per(load.limit.per_s)
            message = (
                f"how can `{system.name}` be asked {needed} times {span} when it allows {load.limit.requests:,}? "
                f"looking takes {looking_said(load)}"
            )
            dearest = context.record(max(load.looks, key=lambda one: one.per_s).record)
            place = dearest.how_often.span if dearest is not None else system.span
            yield Concern(place, message, f"Systems/{system.name}/polling", context.owner)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
