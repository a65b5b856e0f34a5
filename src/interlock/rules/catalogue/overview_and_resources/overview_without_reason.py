"""The overview does not say why.

What it asks:
    Which problem does this solve, and for whom?

Why it matters:
    Without the reason nobody can tell which of two ways to build a thing is the right one, so the wrong one is built.

How to answer:
    Write two or three sentences: what goes wrong today, for whom, and what is better afterwards.

Example bad:
    ## Overview

    Desk and Books are kept in step.

Example good:
    ## Overview

    Invoices written in Desk become bills in Books, so that accounting closes the month without retyping.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule

_LEAST = 12
"""Words; nobody names a problem, whom it hurts and the cure in fewer."""


def check(context: Context) -> Iterator[Concern]:
    """Counts the words of an overview that is there."""
    said = context.document.overview
    if said and 0 < sum(len(one.text.split()) for one in said) < _LEAST:
        message = "which problem does this solve, and for whom? the overview does not say it"
        yield Concern(said[0].span, message, "Overview/reason", context.owner)


RULE = Rule(check)
