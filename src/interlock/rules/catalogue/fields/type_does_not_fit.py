"""Two fields are mapped whose types do not fit, or do not fit their rule.

What it asks:
    How does a value of the one type become one of the other?

Why it matters:
    The write is rejected, or worse, accepted: a number in a text field sorts and compares as text from then on.

How to answer:
    Write a mapping rule in the column Rule that says what happens to the value on its way, or `equal` where both show
    the same value, only one of them as text.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `amount_cents` | →         | `currency`   |                               |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `amount_cents` | →         | `amount`     | cents to amount in `currency` |       |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.mapping import find_field, parse_rule
from interlock.mapping import rules as mapping_rules
from interlock.mapping.wire import is_unix_time
from interlock.model.decisions import Direction
from interlock.model.document import RecordRow
from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, paths
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.values import one_field

_DIGITS = re.compile(r"\^?(?:[-+?()|:\[\]{},*.\\]|\\d|0-9|[1-9])+\$?")
"""A pattern that allows digits, signs and points only."""


def check(context: Context) -> Iterator[Concern]:
    """Compares the types of both ends of each pair that copies its value, then those that rules run between."""
    for row, pair, source, target in context.copies:
        here, there = _field(context, row, *source), _field(context, row, *target)
        if here is None or there is None or _fits(here, there):
            continue
        message = (
            f"how does `{source[1]}` of `{context.name(source[0])}`, {_kind(here)}, "
            f"become `{target[1]}` of `{context.name(target[0])}`, {_kind(there)}? the row has no rule"
        )
        place = pair.rule.span
        yield Concern(place, message, f"{row.name}/{source[1]}/{target[1]}/type", context.engineer(target[0]))
    yield from _of_two_shapes(context)
    yield from _through_rules(context)


def _of_two_shapes(context: Context) -> Iterator[Concern]:
    """Compares the ends of pairs that are meant to be equal, or whose direction is open: one value is no list."""
    for row in context.document.records:
        for pair in row.fields:
            is_open = pair.rule.open
            use = None if is_open else parse_rule(pair.rule.text)
            if (is_open and direction_of(row, pair) is not None) or (not is_open and (not use or use.rule != "equal")):
                continue
            found = [paths(pair, side) for side in Side]
            if any(len(some) != 1 for some in found):
                continue
            (left,), (right,) = found
            here, there = _field(context, row, Side.LEFT, left), _field(context, row, Side.RIGHT, right)
            if here is None or there is None or _shape(here) == _shape(there) or _fits(here, there):
                continue
            message = (
                f"how does `{left}` of `{context.name(Side.LEFT)}`, {_kind(here)}, meet `{right}` of "
                f"`{context.name(Side.RIGHT)}`, {_kind(there)}? "
                + ("the row has no rule" if is_open else "they are never equal")
            )
            yield Concern(pair.rule.span, message, f"{row.name}/{left}/{right}/type", context.engineer(Side.RIGHT))


def _field(context: Context, row: RecordRow, side: Side, path: Path) -> FieldProfile | None:
    """What was learned of a field, whether or not its list is written with brackets."""
    record = context.learned(row, side)
    return None if record is None else find_field(record, path)


def _through_rules(context: Context) -> Iterator[Concern]:
    """Compares the field that each rule starts from, and the one it fills, with the types that it can run between."""
    for row in context.document.records:
        for pair in row.fields:
            use, direction = parse_rule(pair.rule.text), direction_of(row, pair)
            if pair.rule.open or use is None or direction is None:
                continue
            rule = mapping_rules()[use.rule]
            source = Side.RIGHT if direction is Direction.LEFT else Side.LEFT
            for side, types in ((source, rule.source_types), (source.other, rule.target_types)):
                field = one_field(context, row, pair, side)
                if field is None or field.type in types or field.type is FieldType.ANY:
                    continue
                name, words = context.name(side), pair.rule.text.strip().replace("`", "")
                message = f"how does “{words}” apply to `{field.path}` of `{name}`? it is {_kind(field)}"
                subject = f"{row.name}/{name}/{field.path}/rule-type"
                lists = use.rule == "linked" and field.type is FieldType.ARRAY
                hint = f"write `the linked {use.args['record']}, each`" if lists else ""
                yield Concern(pair.rule.span, message, subject, context.engineer(side), hint)
                break  # the other end is seen when this one is right


def _fits(here: FieldProfile, there: FieldProfile) -> bool:
    if FieldType.ANY in {here.type, there.type} or here.type is there.type:
        return True
    if {here.type, there.type} == {FieldType.INTEGER, FieldType.NUMBER}:
        return True
    # What is known to be a moment, or a number, on both sides is the same value in two spellings.
    return (_is_moment(here) and _is_moment(there)) or (_is_number(here) and _is_number(there))


def _shape(field: FieldProfile) -> FieldType | None:
    """A list, a group of named values, or (None) one value."""
    named = {FieldType.OBJECT, FieldType.MAP}
    return FieldType.OBJECT if field.type in named else FieldType.ARRAY if field.type is FieldType.ARRAY else None


def _is_moment(field: FieldProfile) -> bool:
    return is_unix_time(field) or (field.type is FieldType.STRING and field.format == "date-time")


def _is_number(field: FieldProfile) -> bool:
    if field.type in {FieldType.INTEGER, FieldType.NUMBER}:
        return not is_unix_time(field)
    return field.type is FieldType.STRING and (
        field.format in {"decimal", "number", "double", "float", "integer", "int32", "int64"}
        or bool(_DIGITS.fullmatch(field.pattern))
    )


_KINDS = {
    FieldType.STRING: "a text",
    FieldType.INTEGER: "a whole number",
    FieldType.NUMBER: "a number",
    FieldType.BOOLEAN: "true or false",
    FieldType.OBJECT: "a group of fields",
    FieldType.ARRAY: "a list",
    FieldType.MAP: "named values",
    FieldType.ANY: "anything",
}


def _kind(field: FieldProfile) -> str:
    kind = _KINDS[field.type]
    return f"{kind} ({field.format})" if field.format else kind


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
