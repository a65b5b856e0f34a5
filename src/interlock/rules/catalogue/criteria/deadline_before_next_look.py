"""A criterion promises a change sooner than it is looked for.

What it asks:
    May it take longer, or must changes be looked for more often?

Why it matters:
    The promise fails for most changes on an idle day, however well everything is built.

How to answer:
    Make the time in the criterion longer than the one in the column How often, or look more often.

Example bad:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 1 minute.

Example good:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word

_NEGATIVE = frozenset({"not_exists", "none_created", "none_archived", "unchanged"})


def check(context: Context) -> Iterator[Concern]:
    """Compares each deadline with how often its record is looked for."""
    for one in context.document.criteria:
        row = context.record(word(one.trigger, "record"))
        every = row.how_often.value.every if row is not None and row.how_often.value is not None else None
        if row is None or every is None:
            continue
        for outcome in one.outcomes:
            deadline = outcome.deadline
            if deadline is None or deadline.shape == "throughout" or outcome.phrase.shape in _NEGATIVE:
                continue
            within = deadline.args.get("duration")
            if isinstance(within, timedelta) and within < every:
                often = row.how_often.text.strip()
                message = f"how can `{one.name}` be met {deadline.text.strip()}? `{row.name}` is looked for {often}"
                yield Concern(deadline.span, message, f"{one.name}/deadline", context.owner)


RULE = Rule(check, Severity.ERROR)
