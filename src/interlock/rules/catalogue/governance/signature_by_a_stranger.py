"""A signature is by somebody whom the document does not name.

What it asks:
    Who is this, and for which company do they sign?

Why it matters:
    A name that stands nowhere cannot be asked what was meant, and cannot bind a company.

How to answer:
    Write the signer into People with role and company, or let somebody sign who stands there.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Birch | Betty Holbert | SSH key | holds |
    | scope | Acorn | Adele Koss | SSH key | not in the document: the document names nobody called Adele Koss of Acorn |

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
    return troubled(context, Trouble.STRANGER, "who is this?")


RULE = Rule(check, Severity.ERROR)
