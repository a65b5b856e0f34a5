"""A value can be copied to a field that does not accept it.

What it asks:
    What does this value become in the other system?

Why it matters:
    Items with this value are rejected, and they are the ones that were not in anybody's test.

How to answer:
    Write in the column Rule what each value becomes, such as `sent` = `open`, `paid` = `closed`.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule | Notes |
    | -------------- | --------- | ------------ | ---- | ----- |
    | `number`       | →         | `number`     |      |       |
    | `status`       | →         | `state`      |      |       |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                               | Notes |
    | -------------- | --------- | ------------ | ---------------------------------- | ----- |
    | `number`       | →         | `number`     |                                    |       |
    | `status`       | →         | `state`      | `sent` = `open`, `paid` = `closed` |       |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.model.finding import Severity
from interlock.model.value import JSON
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule


def check(context: Context) -> Iterator[Concern]:
    """Compares the values that both ends of each copying pair list."""
    for row, pair, source, target in context.copies:
        here, there = context.field(row, *source), context.field(row, *target)
        if here is None or there is None or not here.enum or not there.enum:
            continue
        strange = [value for value in here.enum if value is not None and value not in there.enum]
        if strange:
            values, takes = _listed(strange), _listed(there.enum)
            message = (
                f"what does {values} of `{source[1]}` become in `{context.name(target[0])}`? "
                f"`{target[1]}` takes only {takes}"
            )
            yield Concern(pair.rule.span, message, f"{row.name}/{source[1]}/{target[1]}/values", context.owner)


def _listed(values: Sequence[JSON]) -> str:
    shown = ", ".join(f"`{value}`" for value in values[:6])
    return shown + (f" and {len(values) - 6} more" if len(values) > 6 else "")


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
