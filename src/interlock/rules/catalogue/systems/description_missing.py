"""A system's API description is not there.

What it asks:
    Where is the OpenAPI description of this system?

Why it matters:
    Without it no field, operation or limit can be checked, and all of them are found out one by one while building.

How to answer:
    Put the file beside the document (most vendors publish it as `openapi.yaml` or `openapi.json` with their API
    reference) and link it in the column API description.

Example bad:
    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Desk   | Acorn   | front desk |                                          |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |

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
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Asks for the description of each system that nothing was learned of."""
    for row in context.document.systems:
        if row.side in context.profiles:
            continue
        if row.description.strip():
            message = f"where is the API description of `{row.name}`? `{row.description}` could not be read"
        else:
            message = f"where is the API description of `{row.name}`?"
        yield Concern(row.description_span, message, f"Systems/{row.name}/description", context.engineer(row.side))


RULE = Rule(check, needs=Needs.FIELDS, may_stay_open=False)
