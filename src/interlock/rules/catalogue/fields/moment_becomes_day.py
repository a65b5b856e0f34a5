"""A moment is copied to a day, or a day to a moment.

What it asks:
    In which time zone is the day meant, and at which time does it begin?

Why it matters:
    Late in the evening it is already tomorrow elsewhere: invoices land in the wrong month, and tests at noon are fine.

How to answer:
    Write `date in ZONE`, such as `date in Europe/Berlin`, in the column Rule, and let the row flow one way.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                  | Notes |
    | -------------- | --------- | ------------ | --------------------- | ----- |
    | `number`       | →         | `number`     |                       |       |
    | `written_at`   | →         | `booked_on`  |                       |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                  | Notes |
    | -------------- | --------- | ------------ | --------------------- | ----- |
    | `number`       | →         | `number`     |                       |       |
    | `written_at`   | →         | `booked_on`  | date in Europe/Berlin |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import parse_rule
from interlock.mapping.wire import is_unix_time
from interlock.model.decisions import Direction
from interlock.model.document import FieldRow, RecordRow
from interlock.model.profile import FieldProfile
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import End, direction_of, paths
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares what both ends of each copying pair say of time; a two-way pair is asked about once."""
    asked: set[int] = set()
    for row, pair, source, target in (*context.copies, *_days(context)):
        here, there = context.field(row, *source), context.field(row, *target)
        if here is None or there is None or id(pair) in asked:
            continue
        kind = _kind(here) if pair.rule.open else "day"
        if {kind, _kind(there)} == {"day", "moment"}:
            asked.add(id(pair))
            asks = "which day is it" if kind == "moment" else "at which time does the day begin"
            of = "is a" if pair.rule.open else "becomes a"
            message = (
                f"{asks}, in which time zone? `{source[1]}` of `{context.name(source[0])}` {of} {kind} and "
                f"`{target[1]}` of `{context.name(target[0])}` is a {_kind(there)}"
            )
            yield Concern(pair.rule.span, message, f"{row.name}/{source[1]}/{target[1]}/day", context.owner)


def _days(context: Context) -> Iterator[tuple[RecordRow, FieldRow, End, End]]:
    """The rows whose rule makes a day of a moment."""
    for row in context.document.records:
        for pair in row.fields:
            use, way = parse_rule(pair.rule.text), direction_of(row, pair)
            left, right = paths(pair, Side.LEFT), paths(pair, Side.RIGHT)
            if use is None or use.rule != "date_in_zone" or len(left) != 1 or len(right) != 1:
                continue
            ends: tuple[End, End] = ((Side.LEFT, left[0]), (Side.RIGHT, right[0]))
            yield (row, pair, *(ends if way is not Direction.LEFT else ends[::-1]))


def _kind(field: FieldProfile) -> str:
    return "moment" if field.format == "date-time" or is_unix_time(field) else "day" if field.format == "date" else ""


RULE = Rule(check, needs=Needs.FIELDS)
