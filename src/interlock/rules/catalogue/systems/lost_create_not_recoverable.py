"""When the answer to a create is lost, nothing tells whether the item was created.

What it asks:
    How can it be found out afterwards whether a create arrived?

Why it matters:
    A lost answer happens every week; trying again without knowing makes a duplicate, so each such item waits for a
    person.

How to answer:
    Name a header that makes creates repeatable, a field that the system keeps unique, or a filter by the matched
    field in `systems/NAME.overlay.yaml`.

Example bad:
    ## Systems

    | System | Company | What it is | API description                                    |
    | ------ | ------- | ---------- | -------------------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk-bare.yaml](systems/desk-bare.yaml)   |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml)           |

Example good:
    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)   |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.finding import Severity
from interlock.model.profile import RecordProfile, Verb
from interlock.model.recovery import key_header
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.overlays import correction
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for one way to tell, wherever items may be created."""
    for row in context.document.records:
        create = row.create_missing.value
        for side in Side:
            record, profile = context.learned(row, side), context.profiles.get(side)
            if create is None or side not in create.sides or record is None or profile is None:
                continue
            if key_header(profile, record) or _tells(record):
                continue
            message = (
                f"when the answer to a create is lost, how is it found out whether the item of `{record.name}` is in "
                f"`{context.name(side)}`?"
            )
            subject = f"{row.name}/{context.name(side)}/lost-create"
            create_path = _create_path(record)
            header = "{parameters: [{name: Idempotency-Key, in: header, schema: {type: string}}]}"
            hint = correction(context.name(side), f"$.paths['{create_path}'].post", header)
            yield Concern(row.create_missing.span, message, subject, context.engineer(side), hint)


def _create_path(record: RecordProfile) -> str:
    operation = record.operation(Verb.CREATE)
    return operation.path if operation is not None else f"/{record.name}"


def _tells(record: RecordProfile) -> bool:
    return bool(
        record.external_id.value
        or record.finds
        or record.created_at.value
        or record.operation(Verb.UPSERT)
        or any(field.unique.value for field in record.fields)
    )


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
