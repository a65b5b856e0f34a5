"""Nothing says what happens to the items that exist already.

What it asks:
    On the first day, which of the existing items are taken up?

Why it matters:
    It is asked on the evening of the go-live, when the first run is about to send years of old items.

How to answer:
    Write `all`, `link only`, `from go-live` or `since DATE` in the column Starting.

Example bad:
    ## Data map

    | Record  | Matched by           | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | -------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Client  | `email` = `mail`     |           |                | in both        |              | every 5 minutes |
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


def check(context: Context) -> Iterator[Concern]:
    """Looks at every record."""
    for row in context.document.records:
        if row.starting.open:
            message = f"on the first day, which of the existing items of `{row.name}` are taken up?"
            yield Concern(row.starting.span, message, f"{row.name}/starting", context.owner)


RULE = Rule(check)
