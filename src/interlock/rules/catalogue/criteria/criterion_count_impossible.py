"""A criterion counts what cannot be counted: more than there is, or a field that is no list.

What it asks:
    How many are meant, and of what?

Why it matters:
    The test cannot be set up as the sentence says; one that is met all the same has shown nothing.

How to answer:
    Give numbers of which the first is not larger than the second, and count a field that is a list.

Example bad:
    ## Acceptance criteria

    - **many-deleted**: When 30 of 20 Clients are deleted in Desk, no Client is archived in Books for 1 hour and the
      owner is asked.

Example good:
    ## Acceptance criteria

    - **many-deleted**: When 30 of 100 Clients are deleted in Desk, no Client is archived in Books for 1 hour and the
      owner is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import Criterion, Phrase
from interlock.model.finding import Severity
from interlock.model.profile import FieldType
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import phrases, records_of, word

_SINGLE = frozenset({FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.BOOLEAN})


def check(context: Context) -> Iterator[Concern]:
    """Compares the numbers of each phrase, and looks up the fields whose elements are counted."""
    for one in context.document.criteria:
        for phrase in phrases(one):
            count, of = phrase.args.get("count"), phrase.args.get("of")
            if isinstance(count, int) and isinstance(of, int) and count > of:
                message = f"how can `{one.name}` speak of {count:,} of {of:,}? there are not so many"
                yield Concern(phrase.span, message, f"{one.name}/count", context.owner)
            name = word(phrase, "array")
            if name and _single(context, one, phrase, name):
                message = f"`{one.name}` counts the elements of `{name}`, which is no list: which field is meant?"
                yield Concern(phrase.span, message, f"{one.name}/{name}", context.owner)


def _single(context: Context, one: Criterion, phrase: Phrase, name: str) -> bool:
    """Whether the description tells of the field, and not as a list."""
    row = context.record(next(records_of(one), ""))
    side = context.document.side(word(phrase, "system") or word(one.trigger, "system"))
    learned = context.learned(row, side) if row is not None and side is not None else None
    if learned is None:
        return False
    types = {str(field.path): field.type for field in learned.fields}
    return types.get(name) in _SINGLE and not any(path.startswith(f"{name}[") for path in types)


RULE = Rule(check, Severity.ERROR)
