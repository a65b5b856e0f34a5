"""Something signed changed, and the version is still the one that was signed.

What it asks:
    Which version is this?

Why it matters:
    Two texts then have one number, and each side can mean another one by it.

How to answer:
    Raise the version at the top of the document, and say under Changes what changed, why, and who decided.

Example bad:
    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Acorn | Ida Rhodes | SSH key | changed: Data map, Invoice, On delete: keep → archive |

Example good:
    ---
    interlock: 1
    version: 1.2.0
    ---

    <!-- what was signed -->

    | Layer | Company | Name          | Grade   | State |
    | ----- | ------- | ------------- | ------- | ----- |
    | scope | Acorn | Ida Rhodes | SSH key | changed: Data map, Invoice, On delete: keep → archive |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.signed import people


def check(context: Context) -> Iterator[Concern]:
    """Compares the version with that of each signature whose words changed."""
    version = context.document.version
    signatures = context.agreed.signatures if context.agreed is not None else ()
    same = tuple(one for one in signatures if one.genuine and one.changed and one.version == version.text.strip())
    if same and not version.open:
        message = f"which version is this? {people(same)} signed other words as version `{version.text.strip()}`"
        yield Concern(version.span, message, f"version/{version.text.strip()}", context.owner)


RULE = Rule(check, Severity.WARNING)
