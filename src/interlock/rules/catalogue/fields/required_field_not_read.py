"""A field that every item has is not brought over, and nobody says so.

What it asks:
    Is this field left out on purpose?

Why it matters:
    What a system requires of each item is what its people look at first; they notice that it is missing on day one.

How to answer:
    Add a row to the field mapping, or name the field in Out of scope or in Assumptions and considerations.

Example bad:
    ## Data map

    | Record  | Matched by          | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | ------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Client  | `phone` = `phone`   |           |                | in Desk        | link only    | every 5 minutes |
    | Invoice | `number` = `number` |           |                | in Books       | from go-live | every 5 minutes |

    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `name`   | ↔         | `title` |                | sensitive |
    | `phone`  | ↔         | `phone` |                | sensitive |

Example good:
    ## Data map

    | Record  | Matched by          | Only when | When it leaves | Create missing | Starting     | How often       |
    | ------- | ------------------- | --------- | -------------- | -------------- | ------------ | --------------- |
    | Client  | `phone` = `phone`   |           |                | in Desk        | link only    | every 5 minutes |
    | Invoice | `number` = `number` |           |                | in Books       | from go-live | every 5 minutes |

    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | ↔         | `mail`  |                | sensitive |
    | `name`   | ↔         | `title` |                | sensitive |
    | `phone`  | ↔         | `phone` |                | sensitive |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import RecordRow
from interlock.model.path import Path
from interlock.model.profile import FieldProfile
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.flows import rows_of, touches
from interlock.rules.rows import sources, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks, where changes come from, for required fields that no row, match or condition reads."""
    said = " ".join(_said(context)).casefold()
    for row in context.document.records:
        for side in sources(row) if row.fields else ():
            learned = context.learned(row, side)
            if _lacks(context, row, side.other):
                continue  # the same row may be what is missing, and it is asked for there
            for field in learned.fields if learned is not None else ():
                name = str(field.path)
                if _counts(field) and not rows_of(row, side, name) and not _used(row, side, field.path):
                    if name.casefold() in said:
                        continue
                    where = context.name(side)
                    message = (
                        f"is `{name}` left out on purpose? `{where}` has it in each `{row.name}`, and no row of the "
                        "field mapping reads it"
                    )
                    place = row.fields[0].span if row.fields else row.span
                    yield Concern(place, message, f"{row.name}/{where}/{name}/left-out", context.owner)


def _lacks(context: Context, row: RecordRow, side: Side) -> bool:
    """Whether items are created on a side that requires a field which nothing fills."""
    create, learned = row.create_missing.value, context.learned(row, side)
    if create is None or side not in create.sides or learned is None:
        return False
    fed = {path for _, path in written(row, side)}
    return any(_counts(field) and field.default is None and field.path not in fed for field in learned.fields)


def _said(context: Context) -> Iterator[str]:
    document = context.document
    yield from (one.what for one in document.out_of_scope)
    yield from (one.text for one in document.assumptions)
    yield from (pair.notes for row in document.records for pair in row.fields)


def _counts(field: FieldProfile) -> bool:
    """Whether it is a field of the item itself that somebody fills."""
    return field.required and not field.read_only and not field.write_only and "[]" not in str(field.path)


def _used(row: RecordRow, side: Side, path: Path) -> bool:
    key = row.matched_by.value
    matched = [pair.left if side is Side.LEFT else pair.right for pair in key.pairs] if key is not None else []
    weighed = [one.field for one in row.only_when.value or () if one.side in {None, side}]
    return any(touches(one, str(path)) for one in (*matched, *weighed))


RULE = Rule(check, needs=Needs.FIELDS)
