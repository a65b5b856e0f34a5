"""A criterion names a value that the field does not have.

What it asks:
    Which of the field's values is meant?

Why it matters:
    The test can never be set up, or passes because nothing it speaks of ever happens.

How to answer:
    Write one of the values that the field lists.

Example bad:
    ## Acceptance criteria

    - **paid**: When an Invoice's `status` changes from `sent` to `payed` in Desk, its `state` is `closed` in Books within 15 minutes.

Example good:
    ## Acceptance criteria

    - **paid**: When an Invoice's `status` changes from `sent` to `paid` in Desk, its `state` is `closed` in Books within 15 minutes.
"""  # noqa: E501 - a criterion stands in one line

from __future__ import annotations

from collections.abc import Iterator

from interlock.catalogue import did_you_mean
from interlock.model.document import Criterion, Phrase
from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.sentences import phrases, records_of, word
from interlock.rules.values import known_values

_VALUES = ("value", "before", "after")


def check(context: Context) -> Iterator[Concern]:
    """Looks up each value beside a field with the record of the sentence, on the side that its phrase names."""
    for one in context.document.criteria:
        for phrase, side in _placed(context, one):
            row = context.record(next(records_of(one), ""))
            name = word(phrase, "field")
            field = context.field(row, side, Path.of(name)) if row is not None and name else None
            known = known_values(field) if field is not None else frozenset()
            for key in _VALUES:
                value = word(phrase, key)
                if known and value and value not in known:
                    where = context.name(side)
                    message = f"which value of `{name}` does `{one.name}` mean? `{where}` does not list `{value}`"
                    hint = did_you_mean(value, known) or f"it lists {', '.join(f'`{each}`' for each in sorted(known))}"
                    yield Concern(phrase.span, message, f"{one.name}/{where}/{name}/{value}", context.owner, hint)


def _placed(context: Context, one: Criterion) -> Iterator[tuple[Phrase, Side]]:
    """The phrases with the side that each speaks of: its own system's, else the trigger's."""
    home = word(one.trigger, "system") or word(one.trigger, "first")
    for phrase in phrases(one):
        side = context.document.side(word(phrase, "system") or home)
        if side is not None:
            yield phrase, side


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
