"""A user story has no acceptance criterion.

What it asks:
    By what will it be seen that this story is fulfilled?

Why it matters:
    A story that is not tested is accepted by argument, after it was built.

How to answer:
    Name the story in brackets behind the name of the criterion that tests it, or add one.

Example bad:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
    - **client-arrives** (new-clients): When a Client is created in Desk, a matching Client exists in Books within
      15 minutes.

Example good:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
    - **client-arrives** (new-clients): When a Client is created in Desk, a matching Client exists in Books within
      15 minutes.
    - **phone-comes-back** (one-address): When a Client's `phone` changes in Books, its `phone` is equal in Desk
      within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for a criterion that names the story."""
    tested = {name.casefold() for one in context.document.criteria for name in one.stories}
    for story in context.document.stories:
        if story.name and story.name.casefold() not in tested:
            message = f"by what will it be seen that `{story.name}` is fulfilled? no criterion names it"
            yield Concern(story.span, message, f"{story.name}/criterion", context.owner)


RULE = Rule(check)
