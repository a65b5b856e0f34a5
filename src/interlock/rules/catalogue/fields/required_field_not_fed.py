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

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.profile import RecordProfile, Verb
from interlock.rules.context import Context
from interlock.rules.rows import written
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
            fed = {path for _, path in written(row, side)}
            for path in _required(record):
                if not any(_feeds(one, path) for one in fed):
                    name = context.name(side)
                    message = f"where does `{path}` come from? `{name}` requires it of each new item of `{record.name}`"
                    yield Concern(row.span, message, f"{row.name}/{name}/{path}/required", context.owner)


def _required(record: RecordProfile) -> Iterator[Path]:
    operation = record.operation(Verb.CREATE) or record.operation(Verb.UPSERT)
    if operation is not None and operation.fields_required:
        named = operation.fields_required
    else:
        named = tuple(field.path for field in record.fields if field.required)
    for path in named:
        field = record.field(path)
        if field is not None and (field.read_only or field.default is not None):
            continue
        # What an element requires matters only where elements are written: the row of the array asks for them.
        if path.array is None or path.array == path:
            yield path


def _feeds(written_path: Path, required: Path) -> bool:
    """Whether writing a field fills a required one: itself, a field within it, or an object around it."""
    one, other = _plain(written_path), _plain(required)
    return one[: len(other)] == other or other[: len(one)] == one


def _plain(path: Path) -> tuple[str, ...]:
    return tuple(part.removesuffix("[]") for part in path.parts)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
