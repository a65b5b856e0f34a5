"""A criterion names a field that the record does not have on that side.

What it asks:
    Which field of the record is meant?

Why it matters:
    The test changes or reads something that is not there, and passes or fails whatever the integration does.

How to answer:
    Write the field as it stands in the field mapping on the side of the system that the sentence names.

Example bad:
    ## Acceptance criteria

    - **phone-comes-back** (one-address): When a Client's `telephone` changes in Books, its `phone` is equal in Desk
      within 15 minutes.

Example good:
    ## Acceptance criteria

    - **phone-comes-back** (one-address): When a Client's `phone` changes in Books, its `phone` is equal in Desk
      within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.document import RecordRow
from interlock.model.finding import Severity
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import paths
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.sentences import phrases, records_of, word


def check(context: Context) -> Iterator[Concern]:
    """Looks up each field with the record of the sentence on the side that its own phrase names."""
    for one in context.document.criteria:
        names = list(records_of(one))
        row = context.record(names[0]) if names else None
        if row is None:
            continue
        home = word(one.trigger, "system") or word(one.trigger, "first")
        for phrase in phrases(one):
            side = context.document.side(word(phrase, "system") or word(phrase, "source") or home)
            for key in ("field", "array"):
                name = word(phrase, key)
                if name and side is not None and not _known(context, row, side, name):
                    known = sorted(_names(context, row, side))
                    where = context.name(side)
                    message = f"which field does `{one.name}` mean? `{row.name}` has no `{name}` in `{where}`"
                    subject = f"{one.name}/{where}/{name}"
                    yield Concern(phrase.span, message, subject, context.owner, did_you_mean(name, known))


def _known(context: Context, row: RecordRow, side: Side, name: str) -> bool:
    if context.learned(row, side) is None and side in context.profiles:
        return True  # it is asked which resource is meant
    known = _names(context, row, side)
    return not known or name in known or f"{name}[]" in known


def _names(context: Context, row: RecordRow, side: Side) -> set[str]:
    learned = context.learned(row, side)
    names = {str(path) for pair in row.fields for path in paths(pair, side)}
    return names | {str(field.path) for field in learned.fields} if learned is not None else names


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
