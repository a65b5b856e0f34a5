"""Two rows of a record write the same field.

What it asks:
    Which of the two rows decides the value?

Why it matters:
    The second row undoes the first, or the first the second, as the order of the table happens to be.

How to answer:
    Keep one of the rows, or join both sources in one row with a rule that says how.

Example bad:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books   | Rule           | Notes     |
    | -------- | --------- | ------- | -------------- | --------- |
    | `email`  | ↔         | `mail`  |                | sensitive |
    | `name`   | ↔         | `title` |                | sensitive |
    | `note`   | →         | `title` |                |           |

Example good:
    ## Field mapping

    ### Client

    | Desk     | Direction | Books    | Rule           | Notes     |
    | -------- | --------- | -------- | -------------- | --------- |
    | `email`  | ↔         | `mail`   |                | sensitive |
    | `name`   | ↔         | `title`  |                | sensitive |
    | `note`   | →         | `remark` |                |           |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import parse_rule
from interlock.mapping import rules as mapping_rules
from interlock.model.document import FieldRow
from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import cell, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks for a field that a second row writes on the same side."""
    for row in context.document.records:
        for side in Side:
            first: dict[Path, FieldRow] = {}
            for pair, path in written(row, side):
                other = first.setdefault(path, pair)
                if other is pair or (_shares(pair) and _shares(other)):
                    continue
                message = (
                    f"which row decides `{path}` of `{context.name(side)}`? "
                    f"the one in line {other.span.line} writes it as well"
                )
                subject = f"{row.name}/{context.name(side)}/{path}/twice"
                yield Concern(cell(pair, side), message, subject, context.owner)


def _shares(pair: FieldRow) -> bool:
    """Whether the row writes a part of its field only."""
    use = parse_rule(pair.rule.text)
    return use is not None and mapping_rules()[use.rule].shares


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
