"""The version of the document does not stand under Changes.

What it asks:
    What changed in this version, and who decided it?

Why it matters:
    Whoever signed the version before cannot see what is new, and signs or builds without knowing.

How to answer:
    Add a row with this version, the date, who decided and what and why to the table of Changes.

Example bad:
    ## Changes

    | Version | Date       | Decided by | What and why         |
    | ------- | ---------- | ---------- | -------------------- |
    | 1.0.0   | 2026-11-01 | Ida Rhodes | first agreed version |

Example good:
    ## Changes

    | Version | Date       | Decided by | What and why             |
    | ------- | ---------- | ---------- | ------------------------ |
    | 1.0.0   | 2026-11-01 | Ida Rhodes | first agreed version     |
    | 1.1.0   | 2026-11-21 | Ida Rhodes | phones flow in both ways |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import same_words


def check(context: Context) -> Iterator[Concern]:
    """Looks for the row of the current version."""
    version = context.document.version
    if version.open or any(same_words(change.version, version.text) for change in context.document.changes):
        return
    message = f"what changed in version `{version.text.strip()}`, and who decided it? no row of Changes names it"
    yield Concern(context.section("Changes"), message, f"Changes/{version.text.strip()}", context.owner)


RULE = Rule(check)
