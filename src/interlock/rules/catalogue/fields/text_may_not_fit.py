"""A text can be longer than the field that it is copied to.

What it asks:
    What happens to a value that is too long?

Why it matters:
    One long name in ten thousand is rejected, months after go-live, and somebody has to find out why.

How to answer:
    Write a rule such as `at most N characters`, or correct the length in the system that allows fewer.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books      | Rule           | Notes     |
    | -------- | --------- | ---------- | -------------- | --------- |
    | `email`  | ↔         | `mail`     |                | sensitive |
    | `note`   | →         | `headline` |                |           |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books     | Rule           | Notes     |
    | -------- | --------- | --------- | -------------- | --------- |
    | `email`  | ↔         | `mail`    |                | sensitive |
    | `note`   | →         | `remark`  |                |           |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rows import copies
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the stated lengths of both ends of each pair that copies its value."""
    for row, pair, source, target in copies(context):
        here, there = context.field(row, *source), context.field(row, *target)
        if here is None or there is None or here.max_length is None or there.max_length is None or here.enum:
            continue
        if here.max_length > there.max_length:
            message = (
                f"`{source[1]}` of `{context.name(source[0])}` may have {here.max_length} characters and "
                f"`{target[1]}` of `{context.name(target[0])}` takes {there.max_length}: what happens to a longer one?"
            )
            yield Concern(pair.rule.span, message, f"{row.name}/{source[1]}/{target[1]}/length", context.owner)


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
