"""A field that flows can only be set when an item is created.

What it asks:
    What becomes of a later change of this field?

Why it matters:
    The first sync looks right; every correction afterwards is lost or refused, one field at a time.

How to answer:
    Say that the field never changes under Assumptions and considerations, naming it, or map it to one that can be
    changed.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule | Notes |
    | -------------- | --------- | ------------ | ---- | ----- |
    | `number`       | →         | `number`     |      |       |
    | `currency`     | →         | `origin`     |      |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule | Notes |
    | -------------- | --------- | ------------ | ---- | ----- |
    | `number`       | →         | `number`     |      |       |
    | `currency`     | →         | `currency`   |      |       |
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from interlock.mapping import parse_rule
from interlock.model.document import RecordRow
from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.profile import RecordProfile, Verb
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import cell, written
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the fields that an update takes, where that is described, with those that the mapping writes."""
    for row in context.document.records:
        for side in Side:
            record = context.learned(row, side)
            update = record.operation(Verb.UPDATE) if record is not None else None
            if record is None or update is None or not update.fields_accepted:
                continue
            accepted = {one.root for one in update.fields_accepted}
            for pair, path in written(row, side):
                use = parse_rule(pair.rule.text)
                # A constant never changes, and a read-only field is asked about already.
                if (use is not None and use.rule in {"always", "either"}) or not _fixed(record, path, accepted):
                    continue
                if _agreed(context, row, path):
                    continue
                name = context.name(side)
                message = f"what becomes of a later change of `{path}`? `{name}` takes it only when an item is created"
                yield Concern(cell(pair, side), message, f"{row.name}/{name}/{path}/fixed", context.engineer(side))


def _fixed(record: RecordProfile, path: Path, accepted: Collection[str]) -> bool:
    field = record.field(path)
    return field is not None and not field.read_only and path.root not in accepted


def _agreed(context: Context, row: RecordRow, path: Path) -> bool:
    said = (one.text for one in context.document.assumptions)
    return any(f"`{path}`" in text and "change" in text.casefold() for text in said) and bool(row.name)


RULE = Rule(check, Severity.WARNING, needs=Needs.FIELDS)
