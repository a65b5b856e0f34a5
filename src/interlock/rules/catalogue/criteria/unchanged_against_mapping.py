"""A criterion says that nothing changes, and the mapping carries the change over.

What it asks:
    Does this change flow to the other system, or not?

Why it matters:
    Somebody believes that the other system is left alone, and it is overwritten on the first day.

How to answer:
    Turn the field's direction in the field mapping, or expect the new value in the criterion.

Example bad:
    ## Acceptance criteria

    - **own-phone**: When a Client's `phone` changes in Books, its `phone` is unchanged in Desk for 1 hour.

Example good:
    ## Acceptance criteria

    - **own-note**: When a Client's `remark` changes in Books, its `phone` is unchanged in Desk for 1 hour.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import parse_rule
from interlock.mapping import rules as mapping_rules
from interlock.model.document import Criterion, FieldRow, Phrase, RecordRow
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.fates import Fate, begins_on, calm, lasts, told
from interlock.rules.flows import carried, shown, touches
from interlock.rules.rows import paths
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.sentences import word

_STILL = frozenset({"unchanged", "field_unchanged", "nothing_written"})


def check(context: Context) -> Iterator[Concern]:
    """Looks for rows that carry the changed field to where nothing may change."""
    for one in context.document.criteria:
        row, side, name = (
            context.record(word(one.trigger, "record")),
            begins_on(context, one),
            word(one.trigger, "field"),
        )
        if row is None or side is None or not name or not calm(one):
            continue
        if told(context, one, row).fate not in {Fate.UPDATED, Fate.KEPT}:
            continue
        for outcome in one.outcomes:
            phrase = outcome.phrase
            system = word(phrase, "system")
            if phrase.shape not in _STILL or not lasts(row, outcome):
                continue
            if system and context.document.side(system) is not side.other:
                continue
            pair = next(_carrying(context, one, row, side, phrase), None)
            if pair is not None:
                there = context.name(side.other)
                message = (
                    f"`{one.name}` expects that nothing changes in `{there}`, and line {pair.span.line} of the field "
                    f"mapping carries `{name}` there: which is right?"
                )
                yield Concern(phrase.span, message, f"{one.name}/{there}/{name}/unchanged", context.owner)


def _carrying(context: Context, one: Criterion, row: RecordRow, side: Side, still: Phrase) -> Iterator[FieldRow]:
    """The rows by which the change shows in what is to stay."""
    field = word(still, "field")
    for pair in carried(row, side, word(one.trigger, "field")):
        if field and not any(touches(path, field) for path in paths(pair, side.other)):
            continue
        before, after = word(one.trigger, "before"), word(one.trigger, "after")
        was = shown(context, row, pair, side, before) if before else None
        now = shown(context, row, pair, side, after) if after else None
        use = parse_rule(pair.rule.text)
        if was is not None and now is not None:
            if was != now:
                yield pair
        elif use is not None and mapping_rules()[use.rule].has_inverse(use.args) and use.rule not in _BLUNT:
            yield pair


_BLUNT = frozenset({"upper_case", "lower_case", "trim", "ignoring_empty", "paired_by"})
"""Rules by which a change may not show."""

RULE = Rule(check, needs=Needs.FIELDS, may_stay_open=False)
