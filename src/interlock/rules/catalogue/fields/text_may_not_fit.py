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

from interlock.mapping import parse_rule
from interlock.mapping import rules as mapping_rules
from interlock.model.decisions import Direction
from interlock.model.document import FieldRow, RecordRow
from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.values import one_field


def check(context: Context) -> Iterator[Concern]:
    """Compares the stated lengths of both ends of each pair that copies its value, and what rules write."""
    for row, pair, source, target in context.copies:
        here, there = context.field(row, *source), context.field(row, *target)
        if here is None or there is None or here.max_length is None or there.max_length is None or here.enum:
            continue
        if here.max_length > there.max_length:
            message = (
                f"`{source[1]}` of `{context.name(source[0])}` may have {here.max_length} characters and "
                f"`{target[1]}` of `{context.name(target[0])}` takes {there.max_length}: what happens to a longer one?"
            )
            yield Concern(pair.rule.span, message, f"{row.name}/{source[1]}/{target[1]}/length", context.owner)
    for row in context.document.records:
        for pair in row.fields:
            yield from _through_rule(context, row, pair)


def _through_rule(context: Context, row: RecordRow, pair: FieldRow) -> Iterator[Concern]:
    """Compares the longest value that a rule writes with the field that it writes."""
    use, direction = parse_rule(pair.rule.text), direction_of(row, pair)
    if pair.rule.open or use is None or direction is None:
        return
    start = Side.RIGHT if direction is Direction.LEFT else Side.LEFT
    for side, most in zip((start, start.other), mapping_rules()[use.rule].longest, strict=True):
        field = one_field(context, row, pair, side) if most is not None and direction.writes(side) else None
        if field is not None and most is not None and field.max_length is not None and field.max_length < most:
            name, words = context.name(side), pair.rule.text.strip().replace("`", "")
            message = (
                f"“{words}” writes up to {most} characters, and `{field.path}` of `{name}` takes {field.max_length}: "
                "is the rule the wrong way round, or the wrong one?"
            )
            yield Concern(pair.rule.span, message, f"{row.name}/{name}/{field.path}/length", context.owner)


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
