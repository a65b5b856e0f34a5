"""A signature was given for another document.

What it asks:
    Was this document agreed to at all?

Why it matters:
    A signature holds for what its signer read; moved to another document, it shows an agreement that nobody gave.

How to answer:
    Take it out of `signatures/`, and let the signer read and sign this document. After a system, a company or the file
    got another name, everybody signs again.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Birch | Betty Holbert | SSH key | holds |
    | scope | Acorn | Ida Rhodes | SSH key | another document: it was given for receipts |

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
    return troubled(context, Trouble.OTHER_DOCUMENT, "who signs this one?")


RULE = Rule(check, Severity.ERROR)
