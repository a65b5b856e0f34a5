"""The table of systems does not name two systems.

What it asks:
    Which two systems are connected?

Why it matters:
    Every column of the map and every arrow refers to one of the two.

How to answer:
    Write one row for each of the two systems: its name, company, what it is and its API description.

Example bad:
    ## Systems

    | System | Company | What it is | API description                        |
    | ------ | ------- | ---------- | -------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml) |

Example good:
    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import (
    Context,
)
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Counts the rows."""
    count = len([row for row in context.document.systems if row.name.strip()])
    if count != 2:
        message = f"which two systems are connected? the table of systems names {count}"
        yield Concern(context.section("Systems"), message, "Systems", context.owner)


RULE = Rule(check, Severity.ERROR)
