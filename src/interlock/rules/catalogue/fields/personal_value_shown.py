"""A personal value is not marked as one.

What it asks:
    May this value be shown in reports and in the history?

Why it matters:
    Phone numbers and addresses end up on screens, in exports and in tickets, and have to be hunted down one by one.

How to answer:
    Write `sensitive` in Notes, so that the value is masked; or say there that it may be shown.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | ↔         | `mail`  |                |           |
    | `name`   | ↔         | `title` |                | sensitive |
    | `phone`  | ↔         | `phone` |                | sensitive |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | ↔         | `mail`  |                | sensitive |
    | `name`   | ↔         | `title` |                | sensitive |
    | `phone`  | ↔         | `phone` |                | sensitive |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.mapping import parse_rule
from interlock.model.document import FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import paths
from interlock.rules.rule import Concern, Needs, Rule

_PERSONAL = re.compile(
    r"(?:^|_)(?:e_?mails?|phones?|telephone|mobile|fax|birth_?(?:day|date)|date_of_birth|iban|passport|ssn"
    r"|(?:first|last|given|family|middle|sur)_?name|surname|recipient|consignee|salary)(?:_address|_number)?$"
)
_RULES = frozenset({"email_address", "phone_number"})


def check(context: Context) -> Iterator[Concern]:
    """Looks for such fields in records of which Notes say something of others, or nothing at all; once for each row."""
    for row in context.document.records:
        for pair in row.fields:
            name = next(
                (path for side in Side for path in paths(pair, side) if _personal(context, row, side, path)), None
            )
            if name is None and _by_rule(pair):
                name = next((path for side in Side for path in paths(pair, side)), None)
            if name is not None and not pair.notes.strip():
                message = (
                    f"may `{name}` of `{row.name}` be shown to whoever reads a report? it is not marked as sensitive"
                )
                yield Concern(pair.span, message, f"{row.name}/{name}/sensitive", context.owner)


def _personal(context: Context, row: RecordRow, side: Side, path: Path) -> bool:
    last = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", path.parts[-1]).replace("-", "_").casefold()
    field = context.field(row, side, path)
    return _PERSONAL.search(last) is not None or (field is not None and field.format == "email")


def _by_rule(pair: FieldRow) -> bool:
    use = parse_rule(pair.rule.text)
    return use is not None and use.rule in _RULES


RULE = Rule(check, needs=Needs.FIELDS)
