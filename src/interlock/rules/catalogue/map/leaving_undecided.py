"""Nothing says what happens to an item that no longer meets its condition.

What it asks:
    When an item that was sent no longer meets the condition, what becomes of it in the other system?

Why it matters:
    The item stays there as it last was, and nobody knows whether that is a decision or a defect.

How to answer:
    Write `stop updating`, `keep updating`, `archive` or `hold` in the column When it leaves.

Example bad:
    ## Data map

    | Record  | Matched by          | Only when                | When it leaves | Create missing | How often |
    | ------- | ------------------- | ------------------------ | -------------- | -------------- | ----- |
    | Invoice | `number` = `number` | Desk: `status` is `paid` |                | in Books       | at once |

Example good:
    ## Data map

    | Record  | Matched by          | Only when                | When it leaves | Create missing | How often |
    | ------- | ------------------- | ------------------------ | -------------- | -------------- | ----- |
    | Invoice | `number` = `number` | Desk: `status` is `paid` | stop updating  | in Books       | at once |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Looks at the records that have a condition."""
    for row in context.document.records:
        if not row.only_when.open and row.when_it_leaves.open:
            message = (
                f"what becomes of {an(row.name)} that was sent and no longer meets “{row.only_when.text.strip()}”?"
            )
            yield Concern(row.when_it_leaves.span, message, f"{row.name}/when-it-leaves", context.owner)


RULE = Rule(check)
