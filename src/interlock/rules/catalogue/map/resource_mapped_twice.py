"""Two records of the data map stand for the same things of a system.

What it asks:
    Which items belong to which of the two records?

Why it matters:
    Two records write the same item, each undoing what the other wrote, for ever.

How to answer:
    Give each a condition in the column Only when that tells them apart, or make them one record.

Example bad:
    ## Data map

    | Record  | Desk      | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | --------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Client  | `clients` | `accounts` | Desk            | →         | source of truth wins | archive   |
    | Tenant  | `tenants` | `accounts` | Desk            | →         | source of truth wins | archive   |

Example good:
    ## Data map

    | Record  | Desk      | Books      | Source of truth | Direction | On conflict          | On delete |
    | ------- | --------- | ---------- | --------------- | --------- | -------------------- | --------- |
    | Client  | `clients` | `accounts` | Desk            | →         | source of truth wins | archive   |
    | Tenant  | `tenants` | `people`   | Desk            | →         | source of truth wins | archive   |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import RecordRow
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Compares the records that a system receives, unless both have a condition on that system."""
    for side in Side:
        first: dict[str, RecordRow] = {}
        for row in context.document.records:
            resource = row.resource(side)
            other = first.setdefault(resource, row)
            if not resource or other is row or side not in (*targets(row), *targets(other)):
                continue
            if _tells(row, side) and _tells(other, side):
                continue
            message = (
                f"which `{resource}` of `{context.name(side)}` are {an(other.name)} and which {an(row.name)}? "
                f"both records stand for them"
            )
            place = (row.left if side is Side.LEFT else row.right).span
            yield Concern(place, message, f"{row.name}/{context.name(side)}/{resource}", context.owner)


def _tells(row: RecordRow, side: Side) -> bool:
    return any(condition.side is side for condition in row.only_when.value or ())


RULE = Rule(check)
