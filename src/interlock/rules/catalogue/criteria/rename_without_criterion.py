"""No criterion says what is seen when somebody renames a field.

What it asks:
    What must be seen after the label of a field was renamed in one of the systems?

Why it matters:
    An administrator renames a label one afternoon, and a mapping built on labels goes quiet without an error.

How to answer:
    Add a criterion such as When the label of `phone` of Client is renamed in Books, a change of `phone` in Desk
    still arrives in Books within 15 minutes.

Example bad:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.

Example good:
    ## Acceptance criteria

    - **label-renamed**: When the label of `phone` of Client is renamed in Books, a change of `phone` in Desk still
      arrives in Books within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.suggested import renamed, such_as


def check(context: Context) -> Iterator[Concern]:
    """Looks for a criterion that begins with a renamed label; it names a field, so there must be one."""
    if not any(row.fields for row in context.document.records):
        return
    if not any(one.trigger and one.trigger.shape == "label_renamed" for one in context.document.criteria):
        message = "what must be seen after the label of a field was renamed in one of the systems?"
        yield Concern(
            context.section("Acceptance criteria"),
            message,
            "criterion/renamed",
            context.owner,
            such_as(renamed(context)),
        )


RULE = Rule(check)
