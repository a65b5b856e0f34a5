"""Signatures cannot be checked on this machine.

What it asks:
    Do the signatures hold?

Why it matters:
    A signature that nobody checked is a file like any other.

How to answer:
    Install the OpenSSH client, which has `ssh-keygen`, and check again.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Birch | Betty Holbert | SSH key | holds |
    | scope | Acorn | Ida Rhodes | SSH key | not checked: there is no `ssh-keygen` on this machine |

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
    return troubled(context, Trouble.NOT_CHECKED, "does it hold?")


RULE = Rule(check, Severity.WARNING)
