"""A resource is named without saying how one gets in.

What it asks:
    With which login or credential is it reached, and who gives it?

Why it matters:
    Waiting for access is the most frequent reason why such a project stands still in its first weeks.

How to answer:
    Write the kind of access in the column Access (`open`, `API key`, `OAuth client`), its scopes, and of whom it is
    asked.

Example bad:
    ## Resources

    | What          | Where                           | Access        |
    | ------------- | ------------------------------- | ------------- |
    | Desk sandbox  | <https://sandbox.acorn.example> |               |
    | Books sandbox | <https://sandbox.birch.example> | OAuth client  |

Example good:
    ## Resources

    | What          | Where                           | Access        |
    | ------------- | ------------------------------- | ------------- |
    | Desk sandbox  | <https://sandbox.acorn.example> | API key, asked of Kay McNulty |
    | Books sandbox | <https://sandbox.birch.example> | OAuth client  |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import OPEN


def check(context: Context) -> Iterator[Concern]:
    """Looks at the access of every resource."""
    for one in context.document.resources:
        if one.access.strip().casefold() in OPEN:
            message = f"with which login is `{one.what}` reached, and who gives it?"
            side = next(
                (row.side for row in context.document.systems if row.name.casefold() in one.what.casefold()), None
            )
            asks = context.owner if side is None else context.engineer(side)
            yield Concern(one.span, message, f"Resources/{one.what}/access", asks)


RULE = Rule(check)
