"""A field row has neither a source nor a constant.

What it asks:
    Where does the value come from?

Why it matters:
    The field stays empty, or each engineer fills it with something else.

How to answer:
    Name the field that gives the value, or write a rule such as always `VALUE`.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    |                | →         | `currency`   |                               |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    |                | →         | `currency`   | always `EUR`                  |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import Direction
from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the one-way rows that read nothing and have no rule."""
    for row in context.document.records:
        for pair in row.fields:
            direction = direction_of(row, pair)
            for side in Side:
                there = pair.left if side is Side.LEFT else pair.right
                here = pair.right if side is Side.LEFT else pair.left
                if direction is None or direction is Direction.BOTH or not direction.writes(side):
                    continue
                if here.open and pair.rule.open and not there.open:
                    name = context.name(side)
                    message = f"where does {there.text} of `{name}` get its value?"
                    yield Concern(pair.rule.span, message, f"{row.name}/{name}/{there.text}/source", context.owner)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
