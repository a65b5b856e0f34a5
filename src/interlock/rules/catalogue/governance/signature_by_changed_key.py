"""A signature was made with another key than the one that is pinned for its signer.

What it asks:
    Did the signer change their key, or did somebody else sign?

Why it matters:
    A new key under an old name is what a forger has.

How to answer:
    Ask the signer by telephone. Let them sign with the pinned key; where it is lost, both companies agree to take its
    line out of `signatures/allowed_signers`, and the signer signs again, which pins the new one.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Birch | Betty Holbert | SSH key | holds |
    | scope | Acorn | Ida Rhodes | SSH key | changed key: it was made with another key |

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
    return troubled(context, Trouble.CHANGED_KEY, "did they change it, or did somebody else sign?")


RULE = Rule(check, Severity.ERROR)
