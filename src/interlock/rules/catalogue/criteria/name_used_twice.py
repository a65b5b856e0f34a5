"""Two stories or two criteria have the same name.

What it asks:
    Which of the two is meant when the name is used?

Why it matters:
    Results, questions and decisions are filed under the name; with two of them half are filed under the wrong one.

How to answer:
    Give one of the two another name.

Example bad:
    ## Acceptance criteria

    - **arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books within 15
      minutes.
    - **arrives** (new-clients): When a Client is created in Desk, a matching Client exists in Books within 15
      minutes.

Example good:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
    - **client-arrives** (new-clients): When a Client is created in Desk, a matching Client exists in Books within
      15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import (
    Context,
)
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for the second use of each name."""
    for kind, named in (("story", context.document.stories), ("criterion", context.document.criteria)):
        first: dict[str, int] = {}
        for one in named:
            name = one.name.casefold()
            if name and name in first:
                message = f"which {kind} is `{one.name}`? the one in line {first[name]} has the same name"
                yield Concern(one.span, message, f"{kind}/{one.name}/twice", context.owner)
            first.setdefault(name, one.span.line)


RULE = Rule(check, Severity.ERROR)
