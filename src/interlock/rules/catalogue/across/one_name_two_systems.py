"""Another document gives the same name to another system.

What it asks:
    Are these two systems or one?

Why it matters:
    Addresses, credentials, corrections and what was learned are kept by the system's name: two systems of one name get
    each other's.

How to answer:
    Give one of the systems another name, or name the same API description in both documents.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Systems

    | System | Company | What it is | API description                                  |
    | ------ | ------- | ---------- | ------------------------------------------------ |
    | Shop   | Acorn   | web shop   | [systems/shop.yaml](systems/shop.yaml)           |
    | Books  | Birch   | library    | [systems/library.yaml](systems/library.yaml)     |

Example good:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Systems

    | System  | Company | What it is | API description                                 |
    | ------- | ------- | ---------- | ----------------------------------------------- |
    | Shop    | Acorn   | web shop   | [systems/shop.yaml](systems/shop.yaml)          |
    | Library | Birch   | library    | [systems/library.yaml](systems/library.yaml)    |
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from interlock.model.finding import Severity
from interlock.rules.across import file_of, name_of, shared
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the API descriptions of systems with the same name."""
    for row, other, there in shared(context):
        if name_of(row) == name_of(there) and file_of(row) and file_of(there) and file_of(row) != file_of(there):
            message = (
                f"is `{row.name}` the same system as in `{basename(other.document.path)}`? its API description is "
                f"`{row.description}` here and `{there.description}` there"
            )
            yield Concern(row.description_span, message, f"Systems/{row.name}/two-systems", context.owner)


RULE = Rule(check, Severity.ERROR)
