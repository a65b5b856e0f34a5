"""The owner does not stand under People.

What it asks:
    Which company is the owner from, and which part does the owner play?

Why it matters:
    Questions go to the people in the table; an owner who is not in it is not asked.

How to answer:
    Add a row with the owner's name to the table of People.

Example bad:
    ## Owner

    Marlyn Meltzer <marlyn@acorn.example>, Acorn. She decides what the integration does.

Example good:
    ## Owner

    Ida Rhodes <ida@acorn.example>, Acorn. She decides what the integration does.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.people import same_person
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import is_one_person


def check(context: Context) -> Iterator[Concern]:
    """Asks for the row, once there is an owner."""
    owner = context.document.owner
    if owner is None or not owner.name.strip() or not is_one_person(owner.name):
        return
    if not any(same_person(person.name, owner.name) for person in context.document.people):
        message = f"which part does `{owner.name}` play? the table of People has no row for the owner"
        yield Concern(owner.span, message, "Owner/people", context.owner)


RULE = Rule(check, Severity.WARNING)
