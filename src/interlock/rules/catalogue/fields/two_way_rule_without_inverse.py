"""A field flows both ways through a rule that has no way back.

What it asks:
    How does a value come back through this rule?

Why it matters:
    A first sync works; the first edit at the other end either fails or spoils the original.

How to answer:
    Make the row one-way, or write two rows, one for each direction.

Example bad:
    ## Field mapping

    ### Client

    | Desk                | Direction | Books    | Rule              | Notes     |
    | ------------------- | --------- | -------- | ----------------- | --------- |
    | `email`             | ↔         | `mail`   |                   | sensitive |
    | `name`, `last_name` | ↔         | `title`  | join with a space | sensitive |

Example good:
    ## Field mapping

    ### Client

    | Desk                | Direction | Books    | Rule              | Notes     |
    | ------------------- | --------- | -------- | ----------------- | --------- |
    | `email`             | ↔         | `mail`   |                   | sensitive |
    | `name`, `last_name` | →         | `title`  | join with a space | sensitive |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import parse_rule
from interlock.mapping import rules as mapping_rules
from interlock.model.decisions import (
    Direction,
)
from interlock.model.finding import Severity
from interlock.rules.context import Context
from interlock.rules.rows import direction_of
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the rules of all two-way rows."""
    for row in context.document.records:
        for pair in row.fields:
            use = parse_rule(pair.rule.text)
            if (
                use is None
                or direction_of(row, pair) is not Direction.BOTH
                or mapping_rules()[use.rule].has_inverse(use.args)
            ):
                continue
            name = pair.left.text or pair.right.text
            message = f"how does {name} come back? `{pair.rule.text.strip()}` has no way back, and the row is `↔`"
            yield Concern(pair.rule.span, message.replace("``", "`"), f"{row.name}/{name}/inverse", context.owner)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
