"""A criterion names a time that is no time at all.

What it asks:
    How long may it take, or must it last?

Why it matters:
    What must be there in no time never is, and what must last for no time always does: neither test shows anything.

How to answer:
    Write a time longer than nothing, such as within 15 minutes or for 1 hour.

Example bad:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 0 minutes.

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
from interlock.rules.sentences import phrases
from interlock.rules.wording import quoted


def check(context: Context) -> Iterator[Concern]:
    """Looks at every duration of every sentence; the second of two changes may come at the same time."""
    for one in context.document.criteria:
        seen = set()
        for phrase in phrases(one):
            # One deadline may stand for several outcomes.
            if phrase.args.get("duration") == timedelta(0) and phrase.span not in seen:
                seen.add(phrase.span)
                message = f"how long is meant by {quoted(phrase.text)} in `{one.name}`? it is no time at all"
                yield Concern(phrase.span, message, f"{one.name}/no-time", context.owner)


RULE = Rule(check, Severity.ERROR)
