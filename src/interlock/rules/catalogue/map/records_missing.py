"""The data map has no record.

What it asks:
    Which kinds of things flow between the two systems?

Why it matters:
    Nothing can be built from a document that names no record; everybody assumes another list.

How to answer:
    Write the table of the Data map: one row for each kind of thing, with its name in both systems.

Example bad:
    ## Data map

Example good:
    ## Data map

    | Record  | Desk       | Books   | Source of truth | Direction | On conflict          | On delete |
    | ------- | ---------- | ------- | --------------- | --------- | -------------------- | --------- |
    | Invoice | `invoices` | `bills` | Desk            | →         | source of truth wins | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule


def check(context: Context) -> Iterator[Concern]:
    """Asks for a record."""
    if not context.document.records:
        message = f"which records flow between `{context.name(Side.LEFT)}` and `{context.name(Side.RIGHT)}`?"
        yield Concern(context.section("Data map"), message, "Data map", context.owner)


RULE = Rule(check, may_stay_open=False)
