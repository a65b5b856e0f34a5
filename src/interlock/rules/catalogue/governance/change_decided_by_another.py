"""A change was decided by somebody who may not decide.

What it asks:
    Does the owner stand behind this change?

Why it matters:
    What the owner did not decide is taken back when the owner finds it, and then it has been built.

How to answer:
    Let the owner confirm it and write the owner's name in the column Decided by. Whoever may decide in the owner's
    place stands under People with the role Delegate, or Delegate for the records in question.

Example bad:
    ## Changes

    | Version | Date       | Decided by  | What and why             |
    | ------- | ---------- | ----------- | ------------------------ |
    | 1.1.0   | 2026-11-21 | Jean Bartik | phones flow in both ways |

Example good:
    ## Changes

    | Version | Date       | Decided by | What and why             |
    | ------- | ---------- | ---------- | ------------------------ |
    | 1.1.0   | 2026-11-21 | Ida Rhodes | phones flow in both ways |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.people import ever_decides
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import is_one_person

_BETWEEN = re.compile(r",|;|/|&|\band\b|\bwith\b|\bfor\b", re.IGNORECASE)
_ADDRESS = re.compile(r"<[^<>]*>|\([^()]*\)")


def check(context: Context) -> Iterator[Concern]:
    """Looks at every row of Changes; among several names one that may decide is enough."""
    document = context.document
    if document.owner is None or not is_one_person(document.owner.name):
        return
    for change in document.changes:
        names = [name.strip() for name in _BETWEEN.split(_ADDRESS.sub("", change.decided_by)) if name.strip()]
        if names and not any(ever_decides(document, name) for name in names):
            message = f"`{change.decided_by.strip()}` decided `{change.what.strip() or change.version}`: "
            message += f"does {context.owner} stand behind it?"
            yield Concern(change.span, message, f"Changes/{change.version}/{change.what}/decided-by", context.owner)


RULE = Rule(check)
