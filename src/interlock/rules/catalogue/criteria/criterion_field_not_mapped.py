"""A criterion expects a value in a field that nothing flows into.

What it asks:
    Which row of the field mapping brings this value about?

Why it matters:
    The test can never pass, and it is found out on the day when everything else is done.

How to answer:
    Add the row to the field mapping, or name in the criterion a field that the mapping fills.

Example bad:
    ## Acceptance criteria

    - **noted**: When a Client's `name` changes in Desk, its `remark` is equal in Books within 15 minutes.

Example good:
    ## Acceptance criteria

    - **noted**: When a Client's `name` changes in Desk, its `title` is equal in Books within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.decisions import DeleteKind, Leaving
from interlock.model.document import Criterion, Phrase, RecordRow
from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.flows import carried, rows_of
from interlock.rules.rows import direction_of, paths, targets, written
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.sentences import records_of, word

_EXPECTS = frozenset({"field_is", "field_equal"})


def check(context: Context) -> Iterator[Concern]:
    """Looks up the field of each expected value among those that are written on that side."""
    for one in context.document.criteria:
        row = context.record(next(records_of(one), ""))
        if row is None or not row.fields:
            continue
        for outcome in one.outcomes:
            phrase = outcome.phrase
            if phrase.shape == "change_arrives":
                yield from _arriving(context, one, row, phrase)
            side = context.document.side(word(phrase, "system"))
            if phrase.shape not in _EXPECTS or side is None or not _comes_from_there(context, one, side):
                continue
            name = word(phrase, "field")
            if not name or _written(row, side, name) or _archives(one, row, name):
                continue
            if not _asked_already(row, side, name) and not _is_known_wrong(context, row, side, name):
                where = context.name(side)
                message = f"what brings `{name}` of `{where}` about, as `{one.name}` expects? no row writes it"
                yield Concern(phrase.span, message, f"{one.name}/{where}/{name}/mapping", context.owner)


def _arriving(context: Context, one: Criterion, row: RecordRow, phrase: Phrase) -> Iterator[Concern]:
    """Asks where the rows of a field whose change is to arrive all lead the other way."""
    name, source = word(phrase, "field"), context.document.side(word(phrase, "source"))
    if source is None or context.document.side(word(phrase, "target")) is not source.other:
        return
    pairs = rows_of(row, source, name)
    ways = [direction_of(row, pair) for pair in pairs]
    # Rows that lead where the record does not are asked about themselves.
    settled = pairs and all(way is not None and way.writes(source) and source in targets(row) for way in ways)
    if settled and not carried(row, source, name):
        here, there = context.name(source), context.name(source.other)
        message = f"what carries `{name}` from `{here}` to `{there}`, as `{one.name}` expects? no row does"
        yield Concern(phrase.span, message, f"{one.name}/{here}/{name}/mapping", context.owner)


def _comes_from_there(context: Context, one: Criterion, side: Side) -> bool:
    """Whether what begins the sentence happens at the other end."""
    trigger: Phrase | None = one.trigger
    return trigger is not None and context.document.side(word(trigger, "system")) is side.other


def _written(row: RecordRow, side: Side, name: str) -> bool:
    wanted = [part.removesuffix("[]") for part in name.split(".")]
    for _, path in written(row, side):
        plain = [part.removesuffix("[]") for part in path.parts]
        if plain[: len(wanted)] == wanted or wanted[: len(plain)] == plain:
            return True
    return False


def _asked_already(row: RecordRow, side: Side, name: str) -> bool:
    """Whether the row that would write it leads against the record's direction, or the record itself does."""
    if side not in targets(row):
        return True
    for pair in row.fields:
        way = pair.direction.value
        against = way is not None and any(way.writes(one) and one not in targets(row) for one in Side)
        if against and any(str(path) == name for path in paths(pair, side)):
            return True
    return False


def _archives(one: Criterion, row: RecordRow, name: str) -> bool:
    """Whether the sentence is about a delete or about leaving the condition, and archiving writes the field."""
    rule = row.on_delete.value
    if rule is None or rule.kind is not DeleteKind.ARCHIVE or rule.field != Path.of(name):
        return False
    deleted = one.trigger is not None and one.trigger.shape == "deleted"
    return deleted or row.when_it_leaves.value is Leaving.ARCHIVE


def _is_known_wrong(context: Context, row: RecordRow, side: Side, name: str) -> bool:
    """Whether the system has no such field, which is asked about already."""
    learned = context.learned(row, side)
    return learned is not None and learned.field(name) is None and learned.field(f"{name}[]") is None


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
