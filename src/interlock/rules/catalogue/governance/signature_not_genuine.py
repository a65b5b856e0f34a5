"""A signature does not fit what it says was signed.

What it asks:
    Who signs this again, and who edited the files?

Why it matters:
    A forged signature, or one whose words were edited afterwards, shows an agreement that nobody gave.

How to answer:
    Take the files of this signature out of `signatures/` and sign again. Look into the history of the folder for who
    changed them.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Birch | Betty Holbert | SSH key | holds |
    | scope | Acorn | Ida Rhodes | SSH key | forged: it does not fit the words beside it |

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
    return troubled(context, Trouble.FORGED, "who signs it again?")


RULE = Rule(check, Severity.ERROR)
