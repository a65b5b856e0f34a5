"""An item that is created lacks what cannot come back from the other side.

What it asks:
    What do these fields hold in an item that this integration creates?

Why it matters:
    The value goes out through a rule that has no way back, so new items from the other end appear without it: a
    contact without a name.

How to answer:
    Add a row that fills the field in that direction, or create missing items only in the other system.

Example bad:
    ## Field mapping

    ### Client

    | Desk           | Direction | Books    | Rule              | Notes     |
    | -------------- | --------- | -------- | ----------------- | --------- |
    | `email`        | ↔         | `mail`   |                   | sensitive |
    | `name`, `note` | →         | `title`  | join with a space | sensitive |

Example good:
    ## Field mapping

    ### Client

    | Desk           | Direction | Books    | Rule              | Notes     |
    | -------------- | --------- | -------- | ----------------- | --------- |
    | `email`        | ↔         | `mail`   |                   | sensitive |
    | `name`, `note` | →         | `title`  | join with a space | sensitive |
    | `name`         | ←         | `title`  |                   | sensitive |
    | `note`         | ←         | `remark` |                   |           |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import parse_rule
from interlock.mapping import rules as mapping_rules
from interlock.model.document import FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import cell, direction_of, paths, targets, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks, where items are created, for the sources of one-way rules without inverse that no other row fills."""
    for row in context.document.records:
        create = row.create_missing.value
        for side in targets(row):
            # Where only one system gets what is missing, what it alone keeps is filled there, in its own time.
            if create is None or create.sides != frozenset(targets(row)):
                continue
            fed = {path for _, path in written(row, side)}
            for pair in row.fields:
                lacking = [path for path in paths(pair, side) if path not in fed and not _own(context, row, side, path)]
                if lacking and _one_way(row, pair, side):
                    shown, name = " and ".join(f"`{path}`" for path in lacking), context.name(side)
                    there = context.name(side.other)
                    message = (
                        f"what is {shown} of `{row.name}` when one from `{there}` is created in `{name}`? "
                        "nothing flows into it"
                    )
                    yield Concern(cell(pair, side), message, f"{row.name}/{name}/{lacking[0]}/empty", context.owner)


def _one_way(row: RecordRow, pair: FieldRow, side: Side) -> bool:
    """Whether the row leads away from the side through a rule that cannot be turned."""
    use, direction = parse_rule(pair.rule.text), direction_of(row, pair)
    if use is None or direction is None or direction.writes(side):
        return False
    return not mapping_rules()[use.rule].has_inverse(use.args)


def _own(context: Context, row: RecordRow, side: Side, path: Path) -> bool:
    """Whether the system itself fills it; what is required is asked about already."""
    field = context.field(row, side, path)
    return field is not None and (field.read_only or field.default is not None or field.required)


RULE = Rule(check, needs=Needs.FIELDS)
