"""A system's API documentation is not named.

What it asks:
    Where is this system's API documented?

Why it matters:
    An engineer reads it first; where it is not named, a search finds the version of another year.

How to answer:
    Add a row such as `NAME API reference` with its address to the table of Resources.

Example bad:
    ## Resources

    | What                | Where                           | Access                               |
    | ------------------- | ------------------------------- | ------------------------------------ |
    | Desk API reference  | <https://docs.acorn.example>    | open                                 |
    | Desk sandbox        | <https://sandbox.acorn.example> | API key, asked of Kay McNulty        |
    | Books sandbox       | <https://sandbox.birch.example> | OAuth client, asked of Betty Holbert |

Example good:
    ## Resources

    | What                | Where                           | Access                               |
    | ------------------- | ------------------------------- | ------------------------------------ |
    | Desk API reference  | <https://docs.acorn.example>    | open                                 |
    | Desk sandbox        | <https://sandbox.acorn.example> | API key, asked of Kay McNulty        |
    | Books API reference | <https://docs.birch.example>    | open                                 |
    | Books sandbox       | <https://sandbox.birch.example> | OAuth client, asked of Betty Holbert |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import resources_of

_WORDS = ("documentation", "docs", "reference", "api", "manual", "guide")


def check(context: Context) -> Iterator[Concern]:
    """Looks for a resource of each system that is called so, with an address."""
    for row in context.document.systems:
        found = [one for one in resources_of(context.document, row.name, _WORDS) if one.where.strip()]
        if not found:
            message = f"where is the API of `{row.name}` documented?"
            yield Concern(
                context.section("Resources"),
                message,
                f"Resources/{row.name}/documentation",
                context.engineer(row.side),
            )


RULE = Rule(check)
