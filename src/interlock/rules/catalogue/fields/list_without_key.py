"""The elements of a list have no field by which they belong together.

What it asks:
    By which field is one element recognised in the other system?

Why it matters:
    By position, an element removed at the top moves all others up: each is overwritten with what belongs to the next.

How to answer:
    Write paired by and the two fields in the column Rule of the list's row; or write in Notes that the order decides.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk             | Direction | Books           | Rule                          | Notes |
    | ---------------- | --------- | --------------- | ----------------------------- | ----- |
    | `number`         | →         | `number`        |                               |       |
    | `entries[]`      | →         | `lines[]`       |                               |       |
    | `entries[].code` | →         | `lines[].sku`   |                               |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk             | Direction | Books           | Rule                          | Notes |
    | ---------------- | --------- | --------------- | ----------------------------- | ----- |
    | `number`         | →         | `number`        |                               |       |
    | `entries[]`      | →         | `lines[]`       | paired by `code` = `sku`      |       |
    | `entries[].code` | →         | `lines[].sku`   |                               |       |
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import FieldRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import paths
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Looks at the rows of lists that have rows for the fields of their elements below them."""
    for row in context.document.records:
        inner = {str(found) for pair in row.fields for found in _lists(pair)}
        for pair in row.fields:
            whole = [path for path in paths(pair, Side.LEFT) if str(path).endswith("[]")]
            if not whole or not pair.rule.open or pair.notes.strip() or str(whole[0]) not in inner:
                continue
            message = (
                f"by what is one of `{whole[0]}` of `{row.name}` told from another? without a field they are paired by "
                "their position"
            )
            yield Concern(pair.rule.span, message, f"{row.name}/{whole[0]}/paired-by", context.owner)


def _lists(pair: FieldRow) -> Iterator[Path]:
    """The lists that the row's left fields lie in."""
    for path in paths(pair, Side.LEFT):
        if path.array is not None and not str(path).endswith("[]"):
            yield path.array


RULE = Rule(check, needs=Needs.FIELDS)
