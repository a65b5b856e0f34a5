"""A system has no place to try things.

What it asks:
    Where can the integration be tried without touching real data of this system?

Why it matters:
    Without one the first test runs against real people's data, or against nothing at all.

How to answer:
    Add a row such as `NAME sandbox` with its address and who gives access to the table of Resources.

Example bad:
    ## Resources

    | What                | Where                           | Access                               |
    | ------------------- | ------------------------------- | ------------------------------------ |
    | Desk API reference  | <https://docs.acorn.example>    | open                                 |
    | Desk sandbox        | <https://sandbox.acorn.example> | API key, asked of Kay McNulty        |
    | Books API reference | <https://docs.birch.example>    | open                                 |

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

_WORDS = (
    "sandbox",
    "test",
    "staging",
    "trial",
    "demo",
    "qa\\b",
    "uat\\b",
    "playground",
    "training",
    "pre-?prod",
    "non-?prod",
)


def check(context: Context) -> Iterator[Concern]:
    """Looks for a resource of each system that is called so, with an address."""
    for row in context.document.systems:
        found = [one for one in resources_of(context.document, row.name, _WORDS) if one.where.strip()]
        if not found:
            message = f"where can `{row.name}` be tried without touching real data?"
            yield Concern(
                context.section("Resources"),
                message,
                f"Resources/{row.name}/sandbox",
                context.engineer(row.side),
            )


RULE = Rule(check)
