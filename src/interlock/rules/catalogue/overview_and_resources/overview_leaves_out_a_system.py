"""The overview does not name one of the two systems.

What it asks:
    What is this system's part in the integration?

Why it matters:
    A reader from that company does not recognise the project as theirs, and signs what was not meant.

How to answer:
    Say in the overview what comes from that system or reaches it, by the name it has under Systems.

Example bad:
    ## Overview

    Invoices written in Desk no longer have to be retyped.

Example good:
    ## Overview

    Invoices written in Desk become bills in Books, and no longer have to be retyped.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for both names, once there is an overview."""
    text = " ".join(prose.text for prose in context.document.overview).casefold()
    if not text.strip():
        return
    for row in context.document.systems:
        if row.name.strip() and row.name.casefold() not in text:
            message = f"what is the part of `{row.name}` in this? the overview does not name it"
            yield Concern(context.document.overview[0].span, message, f"Overview/{row.name}", context.owner)


RULE = Rule(check, Severity.WARNING)
