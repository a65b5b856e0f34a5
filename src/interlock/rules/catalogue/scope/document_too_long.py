"""The text around the tables is longer than two pages.

What it asks:
    What of this can be said shorter, or does not belong into the agreement?

Why it matters:
    People sign what they have read; past two pages they sign what they have skimmed.

How to answer:
    Leave out what the tables and criteria say already, move background elsewhere and link to it.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books. (1,100 words more)

Example good:
    ## Overview

    Invoices written in Desk become bills in Books, so that accounting closes the month without retyping.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule

_MOST_WORDS = 1_000
"""Two pages of running text; tables, stories and criteria are not counted, because they grow with the records."""


def check(context: Context) -> Iterator[Concern]:
    """Counts the words of paragraphs, of assumptions and of what is out of scope."""
    document = context.document
    said = [prose.text for section in document.sections for prose in section.prose]
    said += [one.text for one in document.assumptions if one.fact is None]
    said += [one.what for one in document.out_of_scope]
    words = sum(len(text.split()) for text in said)
    if words > _MOST_WORDS:
        longest = max(document.sections, key=lambda one: sum(len(prose.text) for prose in one.prose))
        message = f"what can be left out of {words:,} words of running text? two pages hold about {_MOST_WORDS:,}"
        yield Concern(longest.span, message, "length", context.owner)


RULE = Rule(check, Severity.NOTE)
