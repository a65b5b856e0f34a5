"""A number under Assumptions is read as a mere belief.

What it asks:
    Is this number to be counted with?

Why it matters:
    It reads like a limit or a volume, and nothing is computed from it: the promise it was meant to bound is not.

How to answer:
    Say it as `NAME allows 600 requests per minute` or `NAME keeps 20,000 RECORDS`; `interlock shapes` lists all ways.

Example bad:
    ## Assumptions and considerations

    - The limit of Desk is 600 requests a minute.
    - Books allows 120 requests per minute.
    - Desk allows 600 requests per minute.

Example good:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import mentions, named

_REQUESTS = re.compile(r"\b(?:requests?|calls?|rate|quota|limit(?:s|ed)?)\b", re.IGNORECASE)
_PER = re.compile(
    r"\b\d[\d,.]*\b.{0,60}(?:\b(?:per|an?|each|every|in)\b|/)\s*\d*\s*(?:s|sec|min|h|second|minute|hour|day)s?\b",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"\b(?:keeps?|has|have|holds?|stores?|contains?|there are|about|around)\b.{0,30}\b\d[\d,.]*\b"
    r"|\b\d[\d,]{2,}\b.{0,30}\bin\b",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Concern]:
    """Looks, among what no shape understood, for a system's name beside a rate, or beside a number of a record."""
    for one in context.document.assumptions:
        text = one.text[:500]
        if one.fact is not None or not any(mentions(text, row.name) for row in context.document.systems):
            continue
        rate = _REQUESTS.search(text) and _PER.search(text)
        kept = _KEEPS.search(text) and named(text, context.records)
        if rate or kept:
            what = "a rate" if rate else "a number of items"
            message = f"is this {what} that is to be counted with? no shape understands it, and nothing is computed"
            yield Concern(one.span, message, f"Assumptions/{' '.join(text.split())[:60]}", context.owner)


RULE = Rule(check, Severity.NOTE)
