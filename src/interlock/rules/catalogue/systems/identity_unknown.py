"""Nothing says which field identifies an item.

What it asks:
    Which field of this record is its identity?

Why it matters:
    Without one an item cannot be told from the next, so it cannot be linked, changed or deleted. Several fields that
    identify it only together are not enough.

How to answer:
    Name the field in `systems/NAME.overlay.yaml`: a description that calls it the unique identifier is enough.

Example bad:
    ## Systems

    | System | Company | What it is | API description                                      |
    | ------ | ------- | ---------- | ---------------------------------------------------- |
    | Desk   | Acorn   | front desk | [systems/desk.yaml](systems/desk.yaml)               |
    | Books  | Birch   | accounting | [systems/books-blind.yaml](systems/books-blind.yaml) |

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
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.overlays import correction
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for the identifying field of every record on both sides; some can only be seen in what is listed."""
    for row in context.document.records:
        for side in Side:
            record = context.learned(row, side)
            if record is None or not record.fields or len(record.primary_key.value or ()) == 1:
                continue
            together = record.primary_key.value or ()
            if not together and record.field(record.id_path) is not None:
                continue
            name, there = context.name(side), row.left if side is Side.LEFT else row.right
            message = f"by which field is one item of `{record.name}` in `{name}` told from another?"
            if together:
                shown = " and ".join(f"`{path}`" for path in together)
                message += f" its description has none, only {shown} together"
            hint = correction(
                name,
                "$.components.schemas.SCHEMA.properties.FIELD",
                "{description: The unique identifier of this item.}",
            )
            yield Concern(there.span, message, f"{row.name}/{name}/identity", context.engineer(side), hint)


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
