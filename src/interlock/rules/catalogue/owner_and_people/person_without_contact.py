"""A person is named without a way to reach them.

What it asks:
    How is this person reached?

Why it matters:
    The name is known to one meeting only; alerts and questions for it go nowhere.

How to answer:
    Write an e-mail address, a telephone number or a channel in the column Contact.

Example bad:
    ## People

    | Role     | Name        | Company | Contact            |
    | -------- | ----------- | ------- | ------------------ |
    | Analyst  | Ida Rhodes  | Acorn   | ida@acorn.example  |
    | Engineer | Kay McNulty | Acorn   |                    |
    | Engineer | Jean Bartik | Birch   | jean@birch.example |

Example good:
    ## People

    | Role     | Name        | Company | Contact            |
    | -------- | ----------- | ------- | ------------------ |
    | Analyst  | Ida Rhodes  | Acorn   | ida@acorn.example  |
    | Engineer | Kay McNulty | Acorn   | kay@acorn.example  |
    | Engineer | Jean Bartik | Birch   | jean@birch.example |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.roles import is_nobody
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the contact of every named person."""
    for person in context.document.people:
        if person.name.strip() and not person.contact.strip() and not is_nobody(person.name):
            message = f"how is `{person.name}` reached? the contact is empty"
            yield Concern(person.span, message, f"People/{person.name}/contact", person.company or context.owner)


RULE = Rule(check, Severity.WARNING)
