"""A criterion takes items for the same by a field by which they are not matched.

What it asks:
    By which field are two items recognised as the same?

Why it matters:
    The two companies think of different fields; the first run links the wrong items, or none and creates each twice.

How to answer:
    Name in the criterion the field that stands in Matched by, or change that cell.

Example bad:
    ## Acceptance criteria

    - **known-on-both-sides**: When a Client with the same `phone` exists in both systems before the first run, the two
      are linked and no Client is created in Books.

Example good:
    ## Acceptance criteria

    - **known-on-both-sides**: When a Client with the same `email` exists in both systems before the first run, the two
      are linked and no Client is created in Books.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.rules.context import Context
from interlock.rules.flows import touches
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word
from interlock.rules.wording import quoted


def check(context: Context) -> Iterator[Concern]:
    """Looks up the field of each such sentence among those of the cell Matched by, on both sides."""
    for one in context.document.criteria:
        trigger = one.trigger
        row = context.record(word(trigger, "record"))
        if trigger is None or trigger.shape != "exists_in_both" or row is None or row.matched_by.value is None:
            continue
        if not any(outcome.phrase.shape == "linked" for outcome in one.outcomes):
            continue
        name = word(trigger, "field")
        if not any(touches(pair.left, name) or touches(pair.right, name) for pair in row.matched_by.value.pairs):
            message = (
                f"are two items of `{row.name}` the same by `{name}`, as `{one.name}` says, or by "
                f"{quoted(row.matched_by.text)}, as its cell Matched by says?"
            )
            yield Concern(trigger.span, message, f"{one.name}/matched-by", context.owner)


RULE = Rule(check, may_stay_open=False)
