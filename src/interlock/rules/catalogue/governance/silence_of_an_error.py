"""A decision leaves something open that nothing can run without.

What it asks:
    How is this mended, as it cannot stay open?

Why it matters:
    The document would look agreed, and building or running it would stop at this very line.

How to answer:
    Answer the question itself, and take the row out.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | ↔         | `mail`  |                | sensitive |
    | `emali`  | →         | `title` |                |           |

    ## Left open on purpose

    | Question              | About   | Decided by | Why                        |
    | --------------------- | ------- | ---------- | -------------------------- |
    | `field-not-in-system` | Client  | Ida Rhodes | the field comes next month |

Example good:
    ## Left open on purpose

    | Question                   | About | Decided by | Why                             |
    | -------------------------- | ----- | ---------- | ------------------------------- |
    | `owner-of-neither-company` |       | Ida Rhodes | Acorn is being renamed in March |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.silences import meant


def check(context: Context) -> Iterator[Concern]:
    """Looks for rows about what cannot stay open, while it is asked."""
    for one in context.document.left_open:
        if one.code in context.asked.firm and meant(context, one):
            message = f"how is `{one.code}` mended? nothing can run while it is open, whoever decided so"
            yield Concern(one.span, message, f"Left open/{one.code}/{one.about}/error", context.owner)


RULE = Rule(check, Severity.WARNING, needs=Needs.FINDINGS)
