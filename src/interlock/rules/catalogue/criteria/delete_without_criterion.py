"""No criterion says what is seen after a delete.

What it asks:
    What must be seen in the other system after this record was deleted in this one?

Why it matters:
    Deletes are the part that is built last and tested never, and the only part that cannot be undone.

How to answer:
    Add a criterion such as When an Invoice is deleted in Desk, the matching Invoice is archived in Books within 15
    minutes.

Example bad:
    ## Acceptance criteria

    - **client-deleted**: When a Client is deleted in Desk, the matching Client is archived in Books within 15
      minutes.
    - **client-deleted-in-books**: When a Client is deleted in Books, the matching Client is archived in Desk within
      15 minutes.

Example good:
    ## Acceptance criteria

    - **client-deleted**: When a Client is deleted in Desk, the matching Client is archived in Books within 15
      minutes.
    - **client-deleted-in-books**: When a Client is deleted in Books, the matching Client is archived in Desk within
      15 minutes.
    - **invoice-deleted**: When an Invoice is deleted in Desk, the matching Invoice is archived in Books within 15
      minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import RecordRow
from interlock.model.profile import Verb
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import sources
from interlock.rules.rule import Concern, Rule
from interlock.rules.suggested import deleted, such_as
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks for a criterion of each record and direction that begins with a delete."""
    for row in context.document.records:
        for side in sources(row):
            rule = row.on_delete.value
            if rule is not None and rule.only_in is side and _never_deletes(context, row, side):
                continue
            if ("deleted", row.name.casefold(), side) not in context.begun:
                here, there = context.name(side), context.name(side.other)
                message = f"what must be seen in `{there}` after {an(row.name)} was deleted in `{here}`?"
                if rule is not None and rule.only_in is side:
                    message += f" its cell On delete speaks of deletes that arrive in `{here}` only"
                place = context.section("Acceptance criteria")
                hint = such_as(deleted(context, row, side))
                yield Concern(place, message, f"{row.name}/criterion/deleted/{here}", context.owner, hint)


def _never_deletes(context: Context, row: RecordRow, side: Side) -> bool:
    """Whether the system's API has no way to delete, so that nothing of it can come to the other side."""
    record = context.learned(row, side)
    return record is not None and record.operation(Verb.DELETE) is None


RULE = Rule(check)
