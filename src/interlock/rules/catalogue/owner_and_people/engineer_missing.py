"""One of the companies names no engineer.

What it asks:
    Who at this company knows the system's API and can change what it does?

Why it matters:
    Questions about fields, limits and access have nobody to go to, and are answered by trying in production.

How to answer:
    Add a row with the role Engineer for that company to the table of People.

Example bad:
    ## People

    | Role     | Name        | Company | Contact            |
    | -------- | ----------- | ------- | ------------------ |
    | Analyst  | Ida Rhodes  | Acorn   | ida@acorn.example  |
    | Engineer | Kay McNulty | Acorn   | kay@acorn.example  |

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

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import same_words

_BUILDS = ("engineer", "developer", "programmer")


def check(context: Context) -> Iterator[Concern]:
    """Looks for somebody who builds, in each company that has a system; whose a system is, is asked before."""
    builders = [p for p in context.document.people if any(role in p.role.casefold() for role in _BUILDS)]
    for row in context.document.systems:
        company = row.company
        if not company.strip():
            continue
        if not any(same_words(person.company, company) and person.name.strip() for person in builders):
            message = f"who is the engineer at `{company}` who knows the API of `{row.name}`?"
            yield Concern(context.section("People"), message, f"People/engineer/{company}", company)


RULE = Rule(check)
