"""A mapping rule is written in words that mean nothing.

What it asks:
    What happens to the value on its way?

Why it matters:
    Each engineer codes it as it seems right to them, and the difference is found in the other company's data.

How to answer:
    Write it as one of the mapping rules; `interlock shapes` lists them.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule            | Notes     |
    | -------- | --------- | ------- | --------------- | --------- |
    | `email`  | ↔         | `mail`  | make it pretty  | sensitive |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule            | Notes     |
    | -------- | --------- | ------- | --------------- | --------- |
    | `email`  | ↔         | `mail`  | e-mail address  | sensitive |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import nearest_rules, parse_rule, reword
from interlock.model.finding import Replacement, Severity
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at every rule cell that says something."""
    for row in context.document.records:
        for pair in row.fields:
            if pair.rule.open or parse_rule(pair.rule.text) is not None:
                continue
            words = " ".join(pair.rule.text.split())[:80]
            close = " or ".join(f"“{shape}”" for shape in nearest_rules(pair.rule.text))
            message = f"what happens to {pair.left.text or pair.right.text} on its way? no mapping rule says “{words}”"
            subject = f"{row.name}/{pair.left.text}/{pair.right.text}/rule"
            instead = reword(pair.rule.text)
            hint = f"say it as: {instead}" if instead else f"did you mean {close}?" if close else ""
            replacement = Replacement(pair.rule.span, instead) if instead else None
            yield Concern(pair.rule.span, message, subject, context.owner, hint, replacement)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
