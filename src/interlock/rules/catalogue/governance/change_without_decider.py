"""A change is recorded without who decided it.

What it asks:
    Who decided this change?

Why it matters:
    A change that nobody decided is questioned again by whoever is surprised by it.

How to answer:
    Write the name of the person in the column Decided by.

Example bad:
    ## Changes

    | Version | Date       | Decided by | What and why             |
    | ------- | ---------- | ---------- | ------------------------ |
    | 1.1.0   | 2026-11-21 |            | phones flow in both ways |

Example good:
    ## Changes

    | Version | Date       | Decided by | What and why             |
    | ------- | ---------- | ---------- | ------------------------ |
    | 1.1.0   | 2026-11-21 | Ida Rhodes | phones flow in both ways |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every row of Changes."""
    for change in context.document.changes:
        if not change.decided_by.strip():
            message = f"who decided `{change.what or change.version}`?"
            yield Concern(change.span, message, f"Changes/{change.version}/decided-by", context.owner)


RULE = Rule(check)
