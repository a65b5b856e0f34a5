"""A field that refers to an item of its own system receives a value from the other one.

What it asks:
    Which item of the receiving system is meant?

Why it matters:
    The two systems number their items differently: at best the write is rejected, at worst it points at somebody
    else's.

How to answer:
    Write `the linked RECORD` in the column Rule, and put that record into the data map if it is not there.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule              | Notes |
    | -------------- | --------- | ------------ | ----------------- | ----- |
    | `number`       | →         | `number`     |                   |       |
    | `client_id`    | →         | `account_id` |                   |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule              | Notes |
    | -------------- | --------- | ------------ | ----------------- | ----- |
    | `number`       | →         | `number`     |                   |       |
    | `client_id`    | →         | `account_id` | the linked Client |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.fact import Confidence
from interlock.model.finding import Severity
from interlock.model.profile import FieldProfile, FieldType
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the copied fields of which one end is known to hold the id of another item."""
    for row, pair, source, target in context.copies:
        there, here = context.field(row, *target), context.field(row, *source)
        end, known = (target, there) if _refers(there) else (source, here)
        if known is None or not _refers(known):
            continue
        resource, name = known.refers_to.value or "", context.name(end[0])
        record = next((one.name for one in context.document.records if one.resource(end[0]) == resource), "")
        if end is source and not record:
            continue  # what it refers to does not flow, so that its id may be wanted as a text
        message = (
            f"which item of `{resource}` in `{name}` does `{end[1]}` refer to? `{source[1]}` of "
            f"`{context.name(source[0])}` is copied as it is, and each system has ids of its own"
        )
        words = f"the linked {record}{', each' if known.type is FieldType.ARRAY else ''}"
        hint = f"write `{words}` in the column Rule" if record else ""
        yield Concern(pair.rule.span, message, f"{row.name}/{target[1]}/reference", context.owner, hint)


def _refers(field: FieldProfile | None) -> bool:
    unsure = {Confidence.UNKNOWN, Confidence.POSSIBLE}
    return field is not None and field.refers_to.value is not None and field.refers_to.confidence not in unsure


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
