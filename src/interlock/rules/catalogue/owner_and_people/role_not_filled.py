"""A role that such a project needs is neither filled nor declared not needed.

What it asks:
    Who has this role, or is it not needed?

Why it matters:
    The role is filled anyway, late and by whoever is at hand: the criteria are first read by a tester the week before
    go-live, and the first end user is asked after it.

How to answer:
    Add a row with the role to the table of People; where it is not needed, write `not needed` as its name.

Example bad:
    ## People

    | Role            | Name          | Company | Contact             |
    | --------------- | ------------- | ------- | ------------------- |
    | Analyst         | Ida Rhodes    | Acorn   | ida@acorn.example   |
    | Engineer        | Kay McNulty   | Acorn   | kay@acorn.example   |
    | Engineer        | Jean Bartik   | Birch   | jean@birch.example  |
    | Partner contact | Betty Holbert | Birch   | betty@birch.example |
    | Project manager | Betty Holbert | Birch   | betty@birch.example |
    | QA analyst      | Fran Bilas    | Birch   | fran@birch.example  |

Example good:
    ## People

    | Role            | Name          | Company | Contact             |
    | --------------- | ------------- | ------- | ------------------- |
    | Analyst         | Ida Rhodes    | Acorn   | ida@acorn.example   |
    | Engineer        | Kay McNulty   | Acorn   | kay@acorn.example   |
    | Engineer        | Jean Bartik   | Birch   | jean@birch.example  |
    | Partner contact | Betty Holbert | Birch   | betty@birch.example |
    | Project manager | not needed    | Acorn   |                     |
    | End user        | Ruth Lichter  | Acorn   | ruth@acorn.example  |
    | QA analyst      | Fran Bilas    | Birch   | fran@birch.example  |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.roles import ANALYST, END_USER, PARTNER, PROJECT, TESTER, WORDS
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule

_ASKED = (PARTNER, ANALYST, PROJECT, END_USER, TESTER)


def check(context: Context) -> Iterator[Concern]:
    """Looks for each role by the words that usually name it."""
    written = [person.role.casefold() for person in context.document.people if person.name.strip()]
    for role in _ASKED:
        if not any(word in one for one in written for word in WORDS[role]):
            message = f"who is the {role} of this project, or is none needed?"
            yield Concern(context.section("People"), message, f"People/{role}", context.owner)


RULE = Rule(check)
