"""Nothing says with which credential the integration reaches a system.

What it asks:
    With which key or account does the integration sign in here, and who gives it?

Why it matters:
    A login for people is not one for programs; getting the second takes the partner a week, in the week of testing.

How to answer:
    Say in the column Access of one of the system's resources which credential it is (API key, OAuth client, service
    account), and of whom it is asked.

Example bad:
    ## Resources

    | What                | Where                           | Access                        |
    | ------------------- | ------------------------------- | ----------------------------- |
    | Desk API reference  | <https://docs.acorn.example>    | open                          |
    | Desk sandbox        | <https://sandbox.acorn.example> | API key, asked of Kay McNulty |
    | Books API reference | <https://docs.birch.example>    | open                          |
    | Books sandbox       | <https://sandbox.birch.example> | asked of Betty Holbert        |

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

import re
from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import OPEN, mentions

_CREDENTIAL = re.compile(
    r"\b(?:api |access |secret )?(?:keys?|tokens?)\b|\bo-?auth|\bcredentials?\b|\bsecrets?\b|\bclient (?:id|cert)"
    r"|\bcertificates?\b|\bservice (?:account|user)|\btechnical user|\bintegration user|\bbasic auth|\bpasswords?\b"
    r"|\bscopes?\b|\bprivate app|\bno (?:credential|authentication|login|sign-?in)|\bwithout (?:login|sign)"
    r"|\bjwt\b|\bhmac\b|\bsigned requests?\b|\bbearer\b|\bmtls\b|\bsaml\b|\bsso\b",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Concern]:
    """Looks for a word for a credential in the resources that name each system, once there are any."""
    document = context.document
    for row in document.systems:
        about = [one for one in document.resources if mentions(one.what, row.name)]
        if about and not any(_CREDENTIAL.search(f"{one.what} {one.access}") for one in about):
            if any(one.access.strip().casefold() in OPEN for one in about):
                continue  # how one gets in is asked about already
            message = f"with which key or account does the integration reach `{row.name}`, and who gives it?"
            yield Concern(about[0].span, message, f"Resources/{row.name}/credential", context.engineer(row.side))


RULE = Rule(check)
