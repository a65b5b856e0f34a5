"""A signature was made with a key that nobody pinned.

What it asks:
    Whose key is this?

Why it matters:
    Anybody can make a key; only one that its owner showed at the first exchange tells who signed.

How to answer:
    Compare the fingerprint with the signer, by telephone. Where it is theirs, let them sign with `interlock sign`,
    which pins a first key; else take the signature out of `signatures/`.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Birch | Betty Holbert | SSH key | holds |
    | scope | Acorn | Ida Rhodes | SSH key | unknown key: none is pinned for `ida-rhodes@acorn` |

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
    return troubled(context, Trouble.UNKNOWN_KEY, "whose key is it?")


RULE = Rule(check, Severity.ERROR)
