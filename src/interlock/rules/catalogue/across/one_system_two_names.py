"""Another document calls the same system by another name.

What it asks:
    What is the one name of this system?

Why it matters:
    Addresses, credentials and what was learned are kept by the system's name: they have to be kept twice, and one of
    them is forgotten when they change.

How to answer:
    Write the same name in all documents of the folder.

Example bad:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Systems

    | System  | Company | What it is | API description                          |
    | ------- | ------- | ---------- | ---------------------------------------- |
    | Shop    | Acorn   | web shop   | [systems/shop.yaml](systems/shop.yaml)   |
    | Finance | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |

Example good:
    ## Overview

    Invoices written in Desk become bills in Books.
    Corrected addresses flow back from Books to Desk.

    <!-- the other document -->

    ## Systems

    | System | Company | What it is | API description                          |
    | ------ | ------- | ---------- | ---------------------------------------- |
    | Shop   | Acorn   | web shop   | [systems/shop.yaml](systems/shop.yaml)   |
    | Books  | Birch   | accounting | [systems/books.yaml](systems/books.yaml) |
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from interlock.rules.across import name_of, shared
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the names of systems with the same API description."""
    for row, other, there in shared(context):
        if name_of(row) != name_of(there):
            message = (
                f"what is the one name of this system? it is `{row.name}` here and `{there.name}` in "
                f"`{basename(other.document.path)}`"
            )
            yield Concern(row.span, message, f"Systems/{row.name}/two-names", context.owner)


RULE = Rule(check)
