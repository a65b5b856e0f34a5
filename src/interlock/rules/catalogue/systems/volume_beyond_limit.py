"""A criterion needs more requests than a system allows in its time.

What it asks:
    May it take longer, or can the limit be raised?

Why it matters:
    On the busiest day the queue grows all day long, and the promise is broken by arithmetic, not by a defect.

How to answer:
    Give the criterion more time, agree on a higher limit and write it under Assumptions and considerations, or
    lower the number.

Example bad:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 60 requests per minute.

Example good:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from interlock.model.document import Phrase
from interlock.model.finding import Severity
from interlock.rules.amounts import limit_of
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.sentences import word

_ARRIVES = frozenset({"exists", "exactly_once", "fields_equal"})


def check(context: Context) -> Iterator[Concern]:
    """Counts one request for each item, the least that any system can need, against the limit of where it arrives."""
    for one in context.document.criteria:
        count = one.trigger.args.get("count") if one.trigger is not None else None
        if not isinstance(count, int) or count < 2:
            continue
        spread = sum((_time(part) for part in one.withs if part.shape == "spread"), timedelta())
        for outcome in one.outcomes:
            side = context.document.side(word(outcome.phrase, "system"))
            deadline = _time(outcome.deadline)
            limit = limit_of(context, side) if side is not None else None
            if outcome.phrase.shape not in _ARRIVES or side is None or limit is None or not deadline:
                continue
            allowed = int(limit.requests / limit.per_s * (spread + deadline).total_seconds())
            if count > allowed:
                minutes = (spread + deadline).total_seconds() / 60
                message = (
                    f"how can `{one.name}` be met? {count:,} items need at least {count:,} requests, "
                    f"and `{context.name(side)}` allows {allowed:,} in {minutes:g} minutes"
                )
                yield Concern(outcome.phrase.span, message, f"{one.name}/volume/{context.name(side)}", context.owner)


def _time(phrase: Phrase | None) -> timedelta:
    time = phrase.args.get("duration") if phrase is not None else None
    return time if isinstance(time, timedelta) else timedelta()


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
