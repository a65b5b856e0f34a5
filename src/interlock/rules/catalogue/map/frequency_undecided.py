"""Nothing says how soon a change is looked for.

What it asks:
    How often are changes of this record looked for?

Why it matters:
    A guess of once a day or once a second is either too late for the users or too much for the other system's
    limits.

How to answer:
    Write `at once`, `every N minutes` or a time of day with its zone in the column How often.

Example bad:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Client  | `email` = `mail`     |           |                | in both        | link only    |                 |
    | Invoice | `number` = `number`  |           |                | in Books       | from go-live | every 5 minutes |

Example good:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Client  | `email` = `mail`     |           |                | in both        | link only    | every 5 minutes |
    | Invoice | `number` = `number`  |           |                | in Books       | from go-live | every 5 minutes |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks at every record."""
    for row in context.document.records:
        if row.how_often.open:
            message = f"how soon must a change of {an(row.name)} arrive: how often is it looked for?"
            yield Concern(row.how_often.span, message, f"{row.name}/how-often", context.owner)


RULE = Rule(check)
