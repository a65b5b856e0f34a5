"""The document has no version.

What it asks:
    Which version of the agreement is this?

Why it matters:
    Two people talk about two states of the same file, and each has the one that was signed.

How to answer:
    Write `version: 1.0.0` in the lines between `---` at the top of the file.

Example bad:
    ---
    interlock: 1
    ---

Example good:
    ---
    interlock: 1
    version: 1.1.0
    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the front matter."""
    if context.document.version.open:
        place = context.document.version.span
        yield Concern(place, "which version of the agreement is this?", "version", context.owner)


RULE = Rule(check)
