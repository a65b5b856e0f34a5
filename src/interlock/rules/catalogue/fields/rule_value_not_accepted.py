"""A rule gives a value that the field does not accept.

What it asks:
    Which of the field's values is meant?

Why it matters:
    Every item with this value is rejected, and it looks like a fault of the item.

How to answer:
    Write one of the values that the field lists.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                               | Notes |
    | -------------- | --------- | ------------ | ---------------------------------- | ----- |
    | `number`       | →         | `number`     |                                    |       |
    | `status`       | →         | `state`      | `sent` = `open`, `paid` = `settled` |      |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                               | Notes |
    | -------------- | --------- | ------------ | ---------------------------------- | ----- |
    | `number`       | →         | `number`     |                                    |       |
    | `status`       | →         | `state`      | `sent` = `open`, `paid` = `closed` |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.values import listed, one_field, rule_values


def check(context: Context) -> Iterator[Concern]:
    """Compares the values of pairs and constants with the values that each side's field lists."""
    for row in context.document.records:
        for pair in row.fields:
            for side in Side:
                field = one_field(context, row, pair, side)
                if field is None or not field.enum:
                    continue
                known = {listed(value) for value in field.enum}
                strange = [value for value in rule_values(row, pair, side) if value not in known]
                for value in dict.fromkeys(strange):
                    name = context.name(side)
                    message = f"which value of `{field.path}` is meant by `{value}`? `{name}` does not list it"
                    subject = f"{row.name}/{name}/{field.path}/{value}"
                    yield Concern(pair.rule.span, message, subject, context.engineer(side), did_you_mean(value, known))


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
