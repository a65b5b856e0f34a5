"""Nothing says why the integration exists.

What it asks:
    Which problem of whom does this integration solve?

Why it matters:
    Whoever builds it cannot tell a detail from the point of it, and every later choice is made without a measure.

How to answer:
    Write two or three sentences under Overview: what reaches which system, and what nobody has to do by hand any more.

Example bad:
    ## Overview

Example good:
    ## Overview

    Invoices written in Desk become bills in Books, so that accounting closes the month without retyping.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Asks for a sentence."""
    if not any(prose.text.strip() for prose in context.document.overview):
        message = "which problem of whom does this integration solve? the overview is empty"
        yield Concern(context.section("Overview"), message, "Overview", context.owner)


RULE = Rule(check)
