"""A signature is by somebody who does not sign this layer.

What it asks:
    Who signs this for the company?

Why it matters:
    A company is not bound by whoever happened to be at hand, and finds out when it matters.

How to answer:
    Let the owner, a delegate, the partner contact, the project manager or a `Signatory` sign, for the spec also an
    engineer or analyst; or give the signer such a role under People.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Birch | Betty Holbert | SSH key | holds |
    | scope | Acorn | Kay McNulty | SSH key | without authority: Kay McNulty is Engineer, who does not sign the scope |

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
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.signed import troubled


def check(context: Context) -> Iterator[Concern]:
    """Looks at what is known of each signature."""
    return troubled(context, Trouble.NO_AUTHORITY, "who signs it?")


RULE = Rule(check)
