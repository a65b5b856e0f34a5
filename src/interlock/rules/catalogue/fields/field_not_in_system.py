"""A field is named that the system does not have.

What it asks:
    Which field of the system is meant?

Why it matters:
    The value is written to a name that the system ignores: no error, and nothing arrives.

How to answer:
    Write the field's own name as the API has it; a custom field by its id.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `currencies`   | →         | `currency`   |                               |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `number`       | →         | `number`     |                               |       |
    | `currency`     | →         | `currency`   |                               |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.document import RecordRow
from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.place import Span
from interlock.model.profile import RecordProfile
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import cell, paths, targets
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks up every field that the data map and the field mapping name, once its system's record is known."""
    for row in context.document.records:
        for place, side, path in _named(row):
            record = context.learned(row, side)
            if record is None or not record.fields or record.field(path) is not None or _is_id(record, path):
                continue
            message = f"`{context.name(side)}` has no field `{path}` in `{record.name}`: which one is meant?"
            hint = did_you_mean(str(path), (str(field.path) for field in record.fields))
            subject = f"{row.name}/{context.name(side)}/{path}"
            yield Concern(place, message, subject, context.engineer(side), hint)


def _named(row: RecordRow) -> Iterator[tuple[Span, Side, Path]]:
    for pair in row.fields:
        for side in Side:
            for path in paths(pair, side):
                yield cell(pair, side), side, path
    for key in row.matched_by.value.pairs if row.matched_by.value is not None else ():
        yield row.matched_by.span, Side.LEFT, key.left
        yield row.matched_by.span, Side.RIGHT, key.right
    for condition in row.only_when.value or ():
        if condition.side is not None:
            yield row.only_when.span, condition.side, condition.field
    if row.on_delete.value is not None and row.on_delete.value.field is not None:
        for side in targets(row):
            if row.on_delete.value.only_in in {None, side}:
                yield row.on_delete.span, side, row.on_delete.value.field
    if row.on_conflict.value is not None:
        for side, by in ((Side.LEFT, row.on_conflict.value.by_left), (Side.RIGHT, row.on_conflict.value.by_right)):
            if by is not None:
                yield row.on_conflict.span, side, by


def _is_id(record: RecordProfile, path: Path) -> bool:
    return path == record.id_path


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
