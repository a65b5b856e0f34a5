"""A field that the system requires is never filled.

What it asks:
    Where does the value of this required field come from?

Why it matters:
    Every create is rejected; it is the first thing that happens on the first day of testing.

How to answer:
    Map a field to it, or add a row without a source and the rule always `VALUE`.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `client_id`    | →         | `account_id` | the linked Client             |       |
    | `amount_cents` | →         | `amount`     | cents to amount in `currency` |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                          | Notes |
    | -------------- | --------- | ------------ | ----------------------------- | ----- |
    | `client_id`    | →         | `account_id` | the linked Client             |       |
    | `amount_cents` | →         | `amount`     | cents to amount in `currency` |       |
    | `number`       | →         | `number`     |                               |       |
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.profile import RecordProfile, Verb
from interlock.rules.context import Context
from interlock.rules.rows import cell, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares what creating requires with what the mapping writes, where items may be created."""
    for row in context.document.records:
        create = row.create_missing.value
        # Where the direction is not known nothing seems to be written, and that is asked about already.
        known = create is not None and row.direction.value is not None and row.fields
        for side in create.sides if create is not None and known else ():
            record = context.learned(row, side)
            if record is None:
                continue
            fed = {path: cell(pair, side) for pair, path in written(row, side)}
            for path in (*_required(record), *_required_of_elements(record, fed)):
                if not any(_feeds(one, path) for one in fed):
                    name = context.name(side)
                    each = f"element of `{path.array}`" if _is_element(path) else f"new item of `{record.name}`"
                    message = f"where does `{path}` come from? `{name}` requires it of each {each}"
                    place = fed.get(path.array, row.span) if path.array is not None else row.span
                    yield Concern(place, message, f"{row.name}/{name}/{path}/required", context.owner)


def _required(record: RecordProfile) -> Iterator[Path]:
    """The fields of an item itself that must be filled when it is created."""
    operation = record.operation(Verb.CREATE) or record.operation(Verb.UPSERT)
    if operation is not None and operation.fields_required:
        named = operation.fields_required
    else:
        named = tuple(field.path for field in record.fields if field.required)
    for path in named:
        field = record.field(path)
        if field is not None and (field.read_only or field.default is not None):
            continue
        if not _is_element(path):
            yield path


def _required_of_elements(record: RecordProfile, fed: Collection[Path]) -> Iterator[Path]:
    """The fields that each element must have, of the arrays whose elements are written field by field."""
    arrays = {path.array for path in fed if _is_element(path)}
    for field in record.fields:
        wanted = field.required and not field.read_only and field.default is None
        if wanted and _is_element(field.path) and field.path.array in arrays:
            yield field.path


def _is_element(path: Path) -> bool:
    return path.array is not None and path.array != path


def _feeds(written_path: Path, required: Path) -> bool:
    """Whether writing a field fills a required one: itself, a field within it, or an object around it."""
    if _is_element(required) and not _is_element(written_path):
        return False  # the row of the array pairs elements, and fills none of their fields
    one, other = _plain(written_path), _plain(required)
    return one[: len(other)] == other or other[: len(one)] == one


def _plain(path: Path) -> tuple[str, ...]:
    return tuple(part.removesuffix("[]") for part in path.parts)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
