"""A criterion expects an alert that the error policy does not send.

What it asks:
    Is anybody alerted after this answer?

Why it matters:
    The people on call wait for a message that nobody built, and the held item is found by the customer.

How to answer:
    Add `alert` to the row of When something goes wrong that the message names, or take the alert out of the criterion.

Example bad:
    ## When something goes wrong

    | When            | Then                                           |
    | --------------- | ---------------------------------------------- |
    | a 422 answer    | retry 3 times with backoff, then hold the item |

Example good:
    ## When something goes wrong

    | When            | Then                                                     |
    | --------------- | -------------------------------------------------------- |
    | a 422 answer    | retry 3 times with backoff, then hold the item and alert |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.policies import policy_for
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import quoted


def check(context: Context) -> Iterator[Concern]:
    """Looks for an alert in the row for the answer that the sentence begins with."""
    for one in context.document.criteria:
        status = one.trigger.args.get("status") if one.trigger is not None else None
        policy = policy_for(context, status) if isinstance(status, int) else None
        if policy is None or not policy.then.value or any(part.shape == "alert" for part in policy.then.value):
            continue
        for outcome in one.outcomes:
            if outcome.phrase.shape == "alert_sent":
                message = (
                    f"is anybody alerted after a {status}, as `{one.name}` says? line {policy.span.line} says only "
                    f"{quoted(policy.then.text)}"
                )
                yield Concern(outcome.phrase.span, message, f"{one.name}/alert", context.owner)


RULE = Rule(check, may_stay_open=False)
