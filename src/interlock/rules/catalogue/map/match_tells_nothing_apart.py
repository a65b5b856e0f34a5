"""Items are matched by a field that many of them share.

What it asks:
    By which field is one item told from all others?

Why it matters:
    Two items with the same value are either linked to the wrong ones, or held one by one on the first day.

How to answer:
    Match by a number or name that each item has alone, or add a second field to Matched by.

Example bad:
    ## Data map

    | Record  | Matched by                 | Create missing | Starting     | How often       |
    | ------- | -------------------------- | -------------- | ------------ | --------------- |
    | Client  | `email` = `mail`           | in both        | link only    | every 5 minutes |
    | Invoice | `client_id` = `account_id` | in Books       | from go-live | every 5 minutes |

Example good:
    ## Data map

    | Record  | Matched by                 | Create missing | Starting     | How often       |
    | ------- | -------------------------- | -------------- | ------------ | --------------- |
    | Client  | `email` = `mail`           | in both        | link only    | every 5 minutes |
    | Invoice | `number` = `number`        | in Books       | from go-live | every 5 minutes |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import MatchPair
from interlock.model.document import RecordRow
from interlock.model.fact import Confidence
from interlock.model.profile import FieldType
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.wording import quoted

_UNSURE = frozenset({Confidence.UNKNOWN, Confidence.POSSIBLE})


def check(context: Context) -> Iterator[Concern]:
    """Looks at what is known of the one field by which a record is matched; of several, each may be shared."""
    for row in context.document.records:
        key = row.matched_by.value
        if key is None or len(key.pairs) != 1:
            continue
        for side in Side:
            shared = _shared(context, row, key.pairs[0], side)
            if shared:
                message = (
                    f"how is one `{row.name}` told from another? by {quoted(row.matched_by.text)} many are the same: "
                    f"{shared}"
                )
                yield Concern(row.matched_by.span, message, f"{row.name}/matched-by/shared", context.owner)
                break


def _shared(context: Context, row: RecordRow, pair: MatchPair, side: Side) -> str:
    """What makes the field one that items share; empty where nothing does."""
    path = pair.left if side is Side.LEFT else pair.right
    field = context.field(row, side, path)
    if field is None or field.unique.value:
        return ""
    where = f"`{path}` of `{context.name(side)}`"
    if field.refers_to.value and field.refers_to.confidence not in _UNSURE:
        return f"{where} is the id of another item"
    if field.type is FieldType.BOOLEAN:
        return f"{where} is only true or false"
    if field.enum:
        return f"{where} has only {len(field.enum)} values" if len(field.enum) > 1 else f"{where} has only one value"
    if field.format in {"date", "date-time"}:
        return f"{where} is a time"
    return ""


RULE = Rule(check, needs=Needs.FIELDS)
