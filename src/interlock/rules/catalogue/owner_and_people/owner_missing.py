"""Nobody is named as the owner.

What it asks:
    Who is the one person who decides what this integration does?

Why it matters:
    Without an owner every open question waits for a meeting, and two engineers build two answers to it.

How to answer:
    Write one person's name, contact and company under Owner: someone with the authority to decide and access to
    engineers.

Example bad:
    ## Owner

Example good:
    ## Owner

    Ida Rhodes <ida@acorn.example>, Acorn. She decides what the integration does.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Asks for a name where nothing is written; what is written and not understood is asked about when it is read."""
    section = context.document.section("Owner")
    if context.document.owner is None and not (section and any(prose.text.strip() for prose in section.prose)):
        place = context.section("Owner")
        yield Concern(place, "who is the one person who decides what this integration does?", "Owner", "both companies")


RULE = Rule(check, may_stay_open=False)
