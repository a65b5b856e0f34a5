"""A criterion counts other tries than the error policy.

What it asks:
    How often is it tried in all?

Why it matters:
    One of the two is built, and the test or the people on call rely on the other.

How to answer:
    Make both say the same: `retry 3 times` is 4 tries in all.

Example bad:
    ## When something goes wrong

    | When            | Then                                                     |
    | --------------- | -------------------------------------------------------- |
    | a 422 answer    | retry 5 times with backoff, then hold the item and alert |

Example good:
    ## When something goes wrong

    | When            | Then                                                     |
    | --------------- | -------------------------------------------------------- |
    | a 422 answer    | retry 3 times with backoff, then hold the item and alert |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import Policy
from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the tries that a criterion about an answer counts with the row of the policy for that answer."""
    for one in context.document.criteria:
        status = one.trigger.args.get("status") if one.trigger is not None else None
        policy = _policy(context, status) if isinstance(status, int) else None
        retries = _retries(policy) if policy is not None else None
        for outcome in one.outcomes:
            count = outcome.phrase.args.get("count")
            if outcome.phrase.shape != "tried" or not isinstance(count, int) or retries is None or policy is None:
                continue
            if count != retries + 1:
                message = (
                    f"is it tried {count} times in all, as `{one.name}` says, or {retries + 1} times, "
                    f"as line {policy.span.line} says (once, and {retries} times more)?"
                )
                yield Concern(outcome.phrase.span, message, f"{one.name}/tries", context.owner)


def _policy(context: Context, status: int) -> Policy | None:
    """The row for a status: the one that names it, else the one for its hundred."""
    for wanted in (str(status), f"{status // 100}xx"):
        for policy in context.document.policies:
            named = policy.when.value.args.get("statuses") if policy.when.value is not None else None
            if isinstance(named, tuple) and wanted in {str(each) for each in named}:
                return policy
    return None


def _retries(policy: Policy) -> int | None:
    for phrase in policy.then.value or ():
        count = phrase.args.get("count")
        if phrase.shape == "retry" and isinstance(count, int):
            return count
    return None


RULE = Rule(check, Severity.ERROR)
