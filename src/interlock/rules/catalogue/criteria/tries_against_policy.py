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
from interlock.rules.policies import policy_for
from interlock.rules.rule import Concern, Rule

_AGAIN = frozenset({"wait_as_told", "retry_every", "pause"})
"""Reactions by which it is tried again, as often as it takes."""


def check(context: Context) -> Iterator[Concern]:
    """Compares the tries that a criterion about an answer counts with the row of the policy for that answer."""
    for one in context.document.criteria:
        status = one.trigger.args.get("status") if one.trigger is not None else None
        policy = policy_for(context, status) if isinstance(status, int) else None
        retries = _retries(policy) if policy is not None else None
        for outcome in one.outcomes:
            count = outcome.phrase.args.get("count")
            if outcome.phrase.shape != "tried" or not isinstance(count, int) or retries is None or policy is None:
                continue
            if count != retries + 1:
                how = f"once, and {_times(retries)} more" if retries else "without a retry"
                message = (
                    f"is it tried {_times(count)} in all, as `{one.name}` says, or {_times(retries + 1)}, as line "
                    f"{policy.span.line} says ({how})?"
                )
                yield Concern(outcome.phrase.span, message, f"{one.name}/tries", context.owner)


def _times(count: int) -> str:
    return "1 time" if count == 1 else f"{count:,} times"


def _retries(policy: Policy) -> int | None:
    """How often it is tried again; None where the row does not say, or sets no end to it."""
    if not policy.then.value or any(phrase.shape in _AGAIN for phrase in policy.then.value):
        return None
    for phrase in policy.then.value:
        if phrase.shape == "retry":
            count = phrase.args.get("count")
            return count if isinstance(count, int) else None
    return 0


RULE = Rule(check, Severity.ERROR)
