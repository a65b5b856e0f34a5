"""Nothing says how items that exist in both systems are recognised as the same.

What it asks:
    By which fields are an item here and an item there known to be the same?

Why it matters:
    What is not recognised is created a second time: duplicates on the first day, one for each item that both
    systems know.

How to answer:
    Write a pair of fields such as `email` = `mail` in the column Matched by; several pairs must all agree.

Example bad:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting  | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | --------- | --------------- |
    | Client  |                      |           |                | in both        | link only | every 5 minutes |
    | Invoice | `number` = `number`  |           |                | in Books       | all       | every 5 minutes |

Example good:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting  | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | --------- | --------------- |
    | Client  | `email` = `mail`     |           |                | in both        | link only | every 5 minutes |
    | Invoice | `number` = `number`  |           |                | in Books       | all       | every 5 minutes |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks at every record: also what starts in one system may have been entered in the other by hand."""
    for row in context.document.records:
        if row.matched_by.open:
            left, right = context.name(Side.LEFT), context.name(Side.RIGHT)
            message = f"by which fields is {an(row.name)} in `{left}` known to be the same as one in `{right}`?"
            yield Concern(row.matched_by.span, message, f"{row.name}/matched-by", context.owner)


RULE = Rule(check)
