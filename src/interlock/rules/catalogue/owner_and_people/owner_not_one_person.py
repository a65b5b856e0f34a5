"""The owner is several people, a team or a company, not one person.

What it asks:
    Which one person decides when these do not agree?

Why it matters:
    A group answers after its next meeting, and two members of it answer differently; the engineers build both.

How to answer:
    Name one person under Owner; the others can stand under People.

Example bad:
    ## Owner

    The accounting team <accounting@acorn.example>, Acorn. They decide together.

Example good:
    ## Owner

    Ida Rhodes <ida@acorn.example>, Acorn. She decides for the accounting team.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import is_one_person


def check(context: Context) -> Iterator[Concern]:
    """Asks for one of them where the name is that of several."""
    owner = context.document.owner
    if owner is None:
        return
    name = owner.name.strip()
    if not is_one_person(name):
        message = f"which one person decides? the owner is written as `{name}`"
        yield Concern(owner.span, message, "Owner", "both companies")


RULE = Rule(check, may_stay_open=False)
