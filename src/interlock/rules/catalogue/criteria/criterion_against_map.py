"""A criterion demands what the data map rules out.

What it asks:
    Is the criterion right, or the data map?

Why it matters:
    The test can never be met, and the contradiction is found by whoever is paid by the hour.

How to answer:
    Change the cell of the data map that the message names, or the criterion.

Example bad:
    ## Acceptance criteria

    - **invoice-goes-back** (closed-month): When an Invoice is created in Books, a matching Invoice exists in Desk
      within 15 minutes.

Example good:
    ## Acceptance criteria

    - **invoice-arrives** (closed-month): When an Invoice is created in Desk, a matching Invoice exists in Books
      within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import DeleteKind
from interlock.model.document import Criterion, RecordRow
from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word
from interlock.rules.wording import an


def check(context: Context) -> Iterator[Concern]:
    """Compares what must exist or be archived with what the map creates and archives."""
    for one in context.document.criteria:
        for outcome in one.outcomes:
            phrase = outcome.phrase
            row, side = context.record(word(phrase, "record")), context.document.side(word(phrase, "system"))
            if row is None or side is None or not targets(row):
                continue
            reason = _reason(one, phrase.shape, row, side)
            if reason:
                message = (
                    f"`{one.name}` expects {an(row.name)} in `{context.name(side)}`, and {reason}: which is right?"
                )
                yield Concern(phrase.span, message, f"{one.name}/{phrase.shape}/{row.name}", context.owner)


def _reason(one: Criterion, shape: str, row: RecordRow, side: Side) -> str:
    """Why this cannot come about, or nothing."""
    create, delete = row.create_missing.value, row.on_delete.value
    created = one.trigger is not None and one.trigger.shape == "created"
    deleted = one.trigger is not None and one.trigger.shape == "deleted"
    if created and shape in {"exists", "exactly_once"}:
        if side not in targets(row):
            return f"the record flows {row.direction.text.strip()} only"
        if create is not None and side not in create.sides:
            return f"its cell Create missing says `{row.create_missing.text.strip()}`"
    if deleted and shape == "archived" and delete is not None:
        if side not in targets(row):
            return f"the record flows {row.direction.text.strip()} only"
        if delete.kind is not DeleteKind.ARCHIVE:
            return f"its cell On delete says `{row.on_delete.text.strip()}`"
    return ""


RULE = Rule(check, Severity.ERROR)
