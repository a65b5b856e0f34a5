"""One key signed in the names of two people.

What it asks:
    Which of them does the key belong to?

Why it matters:
    Whoever holds the key can sign for both, so it proves neither; where they are of two companies, one can have signed
    for the other.

How to answer:
    Take the lines of the key out of `signatures/allowed_signers` for all but its owner, and let each person sign with
    `interlock sign` and a key of their own.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Acorn | Ida Rhodes | SSH key | shared key: the same stands for Ida Rhodes and Betty Holbert |
    | scope | Birch | Betty Holbert | SSH key | shared key: the same stands for Ida Rhodes and Betty Holbert |

Example good:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Acorn   | Ida Rhodes    | SSH key | holds |
    | scope | Birch   | Betty Holbert | SSH key | holds |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.agreement import Trouble
from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.signed import troubled


def check(context: Context) -> Iterator[Concern]:
    """Looks at what is known of each signature."""
    return troubled(context, Trouble.SHARED_KEY, "whose key is it?")


RULE = Rule(check, Severity.ERROR)
