"""A criterion promises a change sooner than it is looked for.

What it asks:
    May it take longer, or must changes be looked for more often?

Why it matters:
    The promise fails for most changes on an idle day, however well everything is built.

How to answer:
    Make the time in the criterion longer than the one in the column How often, or look more often.

Example bad:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 1 minute.

Example good:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from interlock.document import shapes
from interlock.model.amounts import span
from interlock.model.document import Criterion, Phrase, RecordRow
from interlock.model.finding import Severity
from interlock.model.sums import probed_every
from interlock.rules.arithmetic import wait_said
from interlock.rules.context import Context
from interlock.rules.promised import is_too_soon, longest_wait
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word

_CHANGES = frozenset({"created", "changed", "changed_to", "changed_from_to", "element_removed", "deleted"})
_NEGATIVE = frozenset(shape.name for shape in shapes()["outcomes"] if shape.lasting)


def check(context: Context) -> Iterator[Concern]:
    """Compares each deadline with the longest time that a change may take when nothing is in its way."""
    for one in context.document.criteria:
        row = context.record(word(one.trigger, "record"))
        if row is None or one.trigger is None:
            continue
        for outcome in one.outcomes:
            deadline = outcome.deadline
            if deadline is None or deadline.shape == "throughout" or outcome.phrase.shape in _NEGATIVE:
                continue
            within = deadline.args.get("duration")
            too_soon = (
                _too_soon(context, one, row, deadline, within) if isinstance(within, timedelta) and within else ""
            )
            if too_soon:
                message = f"how can `{one.name}` be met {deadline.text.strip()}? {too_soon}"
                yield Concern(deadline.span, message, f"{one.name}/deadline", context.owner)


def _too_soon(context: Context, one: Criterion, row: RecordRow, deadline: Phrase, within: timedelta) -> str:
    """Why the time is too short; empty where it is long enough, as far as is known."""
    if deadline.shape == "within_of_return":
        probed = probed_every(context.document)
        name = word(one.circumstance, "system") or "the system"
        return "" if within >= probed else f"`{name}` is asked only every {span(probed)} whether it is back"
    trigger = one.trigger
    source = context.document.side(word(trigger, "system")) if trigger and trigger.shape in _CHANGES else None
    if source is not None:
        deleted = trigger is not None and trigger.shape == "deleted"
        wait = longest_wait(context, row, source, deleted=deleted)
        if wait is not None and is_too_soon(context, row, source, within, wait):
            return f"`{row.name}` in `{context.name(source)}`: {wait_said(wait, context.load(source), deleted=deleted)}"
    often = row.how_often.value
    if often is not None and often.every is not None and within < often.every:
        return f"`{row.name}` is looked for {row.how_often.text.strip()}"
    return ""


RULE = Rule(check, Severity.ERROR)
