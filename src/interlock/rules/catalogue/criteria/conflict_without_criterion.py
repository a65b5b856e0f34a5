"""No criterion says what is seen after both systems changed the same thing.

What it asks:
    What must be seen after this record was changed in both systems?

Why it matters:
    Each company tests its own direction; the case in which one of them loses a value is seen first by a user.

How to answer:
    Add a criterion such as When a Client's `phone` changes in Desk and 2 minutes later in Books, the value of Books
    is in both within 15 minutes and the other value is in the history.

Example bad:
    ## Acceptance criteria

    - **phone-comes-back** (one-address): When a Client's `phone` changes in Books, its `phone` is equal in Desk
      within 15 minutes.

Example good:
    ## Acceptance criteria

    - **conflict**: When a Client's `phone` changes in Desk and 2 minutes later in Books, the value of Books is in
      both within 15 minutes and the other value is in the history.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import Direction
from interlock.rules.context import Context
from interlock.rules.rows import direction_of
from interlock.rules.rule import Concern, Rule
from interlock.rules.suggested import changed_in_both, such_as
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks for such a criterion of each record with a field that flows both ways.

    With none it cannot occur, and before fields are written nobody could name the one that the criterion is about.
    """
    for row in context.document.records:
        if row.direction.value is not Direction.BOTH:
            continue
        if not any(direction_of(row, pair) is Direction.BOTH for pair in row.fields):
            continue
        if ("changed_in_both", row.name.casefold(), None) not in context.begun:
            message = f"what must be seen after {an(row.name)} was changed in both systems?"
            place = context.section("Acceptance criteria")
            hint = such_as(changed_in_both(context, row))
            yield Concern(place, message, f"{row.name}/criterion/conflict", context.owner, hint)


RULE = Rule(check)
