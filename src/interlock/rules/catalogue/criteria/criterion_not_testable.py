"""An acceptance criterion cannot be made into a test.

What it asks:
    What happens where, what must then be true, and by when?

Why it matters:
    Everybody agrees to it, and each means something else; whether it is fulfilled is decided by who is more
    patient.

How to answer:
    Write it as When SOMETHING HAPPENS IN A SYSTEM, WHAT MUST THEN BE TRUE within TIME; `interlock shapes` lists the
    sentences that can be tested.

Example bad:
    ## Acceptance criteria

    - **fresh** (closed-month): Invoices are always up to date.

Example good:
    ## Acceptance criteria

    - **fresh** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books within 15
      minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import (
    Context,
)
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every criterion that no shape understood."""
    for one in context.document.criteria:
        if not one.understood:
            message = f"what exactly must be seen for `{one.name or one.text}`, where and by when? it cannot be tested"
            yield Concern(one.span, message, f"{one.name or one.text}/testable", context.owner)


RULE = Rule(check)
