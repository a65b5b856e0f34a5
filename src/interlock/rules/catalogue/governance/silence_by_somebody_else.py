"""A question is left open by somebody who may not decide it.

What it asks:
    Does the owner agree that this question stays open?

Why it matters:
    A decision of the wrong person is taken back later, when others have built on it.

How to answer:
    Let the owner decide and write that name under Decided by, or name the person as a delegate under People.

Example bad:
    ## Left open on purpose

    | Question                   | About | Decided by  | Why                             |
    | -------------------------- | ----- | ----------- | ------------------------------- |
    | `owner-of-neither-company` |       | Jean Bartik | Acorn is being renamed in March |

Example good:
    ## Left open on purpose

    | Question                   | About | Decided by | Why                             |
    | -------------------------- | ----- | ---------- | ------------------------------- |
    | `owner-of-neither-company` |       | Ida Rhodes | Acorn is being renamed in March |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.people import ever_decides
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares who decided with the owner and the delegates."""
    for one in context.document.left_open:
        who = one.decided_by.strip()
        if who and not ever_decides(context.document, who):
            message = f"does `{context.owner}` agree that `{one.code}` stays open? `{who}` is no owner or delegate"
            yield Concern(one.span, message, f"Left open/{one.code}/{one.about}/decider", context.owner)


RULE = Rule(check, needs=Needs.FINDINGS)
