"""A criterion expects a value that the field's mapping rule does not give.

What it asks:
    Which value arrives: the one in the criterion, or the one that the rule gives?

Why it matters:
    The mapping is built as written, the test fails on the last day, and each side points at its own page.

How to answer:
    Write the value that the rule gives into the criterion, or change the rule.

Example bad:
    ## Acceptance criteria

    - **paid** (closed-month): When an Invoice's `status` changes from `sent` to `paid` in Desk, its `state` is `open`
      in Books within 15 minutes.

Example good:
    ## Acceptance criteria

    - **paid** (closed-month): When an Invoice's `status` changes from `sent` to `paid` in Desk, its `state` is `closed`
      in Books within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import spells
from interlock.model.decisions import DeleteKind
from interlock.model.document import Criterion, FieldRow, RecordRow
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.fates import Fate, begins_on, told
from interlock.rules.flows import rows_of, shown
from interlock.rules.rows import direction_of, paths
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.sentences import word
from interlock.rules.wording import quoted

_WRITTEN = frozenset({Fate.CREATED, Fate.UPDATED, Fate.KEPT, Fate.OPEN})


def check(context: Context) -> Iterator[Concern]:
    """Brings the values that the sentence names over by the rule, and compares what it expects with what comes."""
    for one in context.document.criteria:
        row, side = context.record(word(one.trigger, "record")), begins_on(context, one)
        if row is None or side is None:
            continue
        for outcome in one.outcomes:
            phrase = outcome.phrase
            if phrase.shape != "field_is" or context.document.side(word(phrase, "system")) is not side.other:
                continue
            name, wanted = word(phrase, "field"), word(phrase, "value")
            comes = _comes(context, one, row, side, name)
            if comes is not None and not spells(comes[0], wanted):
                there = context.name(side.other)
                message = f"`{one.name}` expects `{wanted}` in `{name}` of `{there}`, and {comes[1]}: which is right?"
                yield Concern(phrase.span, message, f"{one.name}/{there}/{name}/value", context.owner)


def _comes(context: Context, one: Criterion, row: RecordRow, side: Side, name: str) -> tuple[str, str] | None:
    """The value that the field will have, and why; None where it cannot be told."""
    fate = told(context, one, row).fate
    rule = row.on_delete.value
    if fate is Fate.ARCHIVED:
        if rule is None or rule.kind is not DeleteKind.ARCHIVE or rule.value is None or str(rule.field) != name:
            return None
        return rule.value, f"its cell On delete says {quoted(row.on_delete.text)}"
    writers = [pair for pair in rows_of(row, side.other, name) if _writes(row, pair, side.other)]
    if fate not in _WRITTEN or len(writers) != 1:
        return None
    pair, said = writers[0], _said(one)
    sources = [str(path) for path in paths(pair, side)]
    value = said.get(sources[0]) if len(sources) == 1 else None
    if sources and value is None:
        return None
    gives = shown(context, row, pair, side, value)
    if gives is None:
        return None
    becomes = f"`{value}` becomes `{gives}`" if value is not None else f"it is always `{gives}`"
    return gives, f"by the field mapping, line {pair.span.line}, {becomes}"


def _writes(row: RecordRow, pair: FieldRow, side: Side) -> bool:
    way = direction_of(row, pair)
    return way is not None and way.writes(side)


def _said(one: Criterion) -> dict[str, str]:
    """The values that fields have, by what begins the sentence, once it happened."""
    said = {word(part, "field"): word(part, "value") for part in one.withs if part.shape == "value"}
    after = word(one.trigger, "after")
    return {**said, word(one.trigger, "field"): after} if after else said


RULE = Rule(check, needs=Needs.FIELDS, may_stay_open=False)
