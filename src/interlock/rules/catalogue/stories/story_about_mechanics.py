"""A user story tells what the integration does, not what a person needs.

What it asks:
    Who is helped by this, with what?

Why it matters:
    "The records are synchronised" can be true while nobody is helped, and it decides none of the questions that
    come.

How to answer:
    Tell it in the words of the person it is for: what happens in their day, what they then have, and what they need
    no longer do.

Example bad:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, invoices sync to the books within 15 minutes, so that the
      data is synchronised.

Example good:
    ## User stories

    - **closed-month** (Desk → Books): As an accountant, when an invoice is written, it is in the books within 15
      minutes, so that I can close the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule

_MECHANICS = re.compile(
    r"(?<!in )\b(?:re.?)?sync(?:s|ed|ing|hroni[sz]\w*)?\b|\bintegrat(?:e[sd]?|ion)\b|\bAPI\b"
    r"|\bwebhooks?\b|\bendpoints?\b|\bpayloads?\b|\bJSON\b|\bpoll(?:s|ed|ing)\b",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Concern]:
    """Looks for the words of those who build it."""
    for story in context.document.stories:
        found = _MECHANICS.search(story.sentence.text)
        if found is not None:
            message = f"who is helped by `{story.name}`, with what? `{found.group()}` says how it is built"
            yield Concern(story.sentence.span, message, f"{story.name}/mechanics", context.owner)


RULE = Rule(check, Severity.WARNING)
