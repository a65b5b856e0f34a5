"""A question is left open without saying who decided so, or why.

What it asks:
    Who decided that this question stays open, and for which reason?

Why it matters:
    A question that somebody merely switched off looks answered, and is asked again when it hurts.

How to answer:
    Write the name of the owner, or of a delegate, under Decided by and the reason under Why.

Example bad:
    ## Left open on purpose

    | Question                   | About | Decided by | Why |
    | -------------------------- | ----- | ---------- | --- |
    | `owner-of-neither-company` |       | Ida Rhodes |     |

Example good:
    ## Left open on purpose

    | Question                   | About | Decided by | Why                             |
    | -------------------------- | ----- | ---------- | ------------------------------- |
    | `owner-of-neither-company` |       | Ida Rhodes | Acorn is being renamed in March |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.silences import decided


def check(context: Context) -> Iterator[Concern]:
    """Looks at both cells of every row."""
    for one in context.document.left_open:
        if not decided(one):
            missing = "who decided" if not one.decided_by.strip() else "why was it decided"
            message = f"{missing} that `{one.code}` stays open?"
            yield Concern(one.span, message, f"Left open/{one.code}/{one.about}/decision", context.owner)


RULE = Rule(check, needs=Needs.FINDINGS)
