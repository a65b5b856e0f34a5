"""A system is there, but not whose it is.

What it asks:
    Which company has this system?

Why it matters:
    Who knows the system and who may change it is looked for in that company; without it nobody is.

How to answer:
    Write the company's name in the column Company of the table of Systems, as it is written under People.

Example bad:
    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |
    | Books  |         | accounting | [systems/books.yaml](systems/books.yaml) |

Example good:
    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Asks for the company of each system that has none."""
    for row in context.document.systems:
        if not row.company.strip():
            message = f"which company has `{row.name}`?"
            yield Concern(row.span, message, f"Systems/{row.name}/company", context.owner)


RULE = Rule(check)
