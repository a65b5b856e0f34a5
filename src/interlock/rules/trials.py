"""The rows of a document's field mapping, made to try values on."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import Ends, RuleUse, Trial, parse_rule, trial
from interlock.model.document import FieldRow, RecordRow
from interlock.model.value import JSON, Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of
from interlock.rules.values import one_field

_LONGEST_SHOWN = 24


def trials(context: Context) -> Iterator[tuple[RecordRow, FieldRow, RuleUse, Side, Trial]]:
    """Each row of one field to one field that has a rule, once for each way it leads, from that side."""
    for row in context.document.records:
        for pair in row.fields:
            use, way = parse_rule(pair.rule.text), direction_of(row, pair)
            if pair.rule.open or use is None or way is None:
                continue
            ends = Ends(*(one_field(context, row, pair, side) for side in Side))
            for source in Side:
                made = trial(pair, way, source, ends, context.document.tables)
                if made is not None:
                    yield row, pair, use, source, made


def brief(value: JSON) -> str:
    """A value as a question shows it."""
    text = str(value)
    return f"`{text}`" if len(text) <= _LONGEST_SHOWN else f"`{text[:_LONGEST_SHOWN]}…` ({len(text)} characters)"
