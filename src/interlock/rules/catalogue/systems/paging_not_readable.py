"""A list comes in pages, and nothing says how the next page is asked for.

What it asks:
    Where does the answer of this list show how to go on?

Why it matters:
    The first page looks like everything there is: the rest is never seen, or nothing can be read at all.

How to answer:
    Name the field or header of the answer that holds the next token or address in `systems/NAME.overlay.yaml`.

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
from interlock.model.profile import Paging, PagingStyle, RecordProfile, Verb
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.overlays import correction
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the paging of every list that the records need."""
    for row in context.document.records:
        for side in Side:
            record = context.learned(row, side)
            if record is None or record.operation(Verb.LIST) is None:
                continue
            paging = record.paging.value
            if paging is None or not _stuck(paging):
                continue
            name, there = context.name(side), row.left if side is Side.LEFT else row.right
            message = (
                f"where does the list of `{record.name}` in `{name}` show the next page? `{paging.token_param}` asks "
                "for it, and no field of the answer holds its value"
            )
            hint = correction(name, *_overlay(record))
            yield Concern(there.span, message, f"{row.name}/{name}/paging", context.engineer(side), hint)


def _stuck(paging: Paging) -> bool:
    return paging.style in {PagingStyle.CURSOR, PagingStyle.LINK} and not paging.next_path


def _overlay(record: RecordProfile) -> tuple[str, str]:
    operation = record.operation(Verb.LIST)
    path, method = (operation.path, operation.method) if operation is not None else ("", "GET")
    answer = "responses['200'].content['application/json'].schema"
    return f"$.paths['{path}'].{method.lower()}.{answer}", "{properties: {next_cursor: {type: string}}}"


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
