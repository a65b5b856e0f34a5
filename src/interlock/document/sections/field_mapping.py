"""Field mapping: one sub-heading a record, one row a pair of fields."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.document.blocks import Items, Table
from interlock.document.cells import decision, fields, text, wins
from interlock.document.columns import Cells, keys, rows
from interlock.document.context import Context
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.tabular import not_interpreted
from interlock.model.decisions import Direction
from interlock.model.document import FieldRow


def known_columns(context: Context) -> dict[str, str]:
    """The keys by the headings of a field table."""
    named = zip(context.names.systems, ("left", "right"), strict=False)
    return {**dict(named), "Direction": "direction", "Rule": "rule", "Wins": "wins", "Notes": "notes"}


def read_field_mapping(context: Context, parts: Iterable[Part]) -> dict[str, tuple[FieldRow, ...]]:
    """The rows by the name of their record as the data map writes it."""
    found: dict[str, tuple[FieldRow, ...]] = {}
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Table | Items):
                not_interpreted(context, part, block, hint="put a table under a sub-heading with the record's name")
        for inner in part.below:
            words = inner.heading.bare()
            record = context.names.record(words.text)
            if record is None:
                context.unknown_record(words)
                continue
            if record in found:
                message = f"the record {shown(record)} has two sub-headings"
                context.report.add("repeated-record", words, message, hint="join their tables", subject=record)
            found[record] = (*found.get(record, ()), *_rows(context, inner, record))
    return found


def _rows(context: Context, part: Part, record: str) -> Iterable[FieldRow]:
    for block in part.blocks:
        if isinstance(block, Items):
            not_interpreted(context, part, block)
        elif isinstance(block, Table):
            required = ["left", "right"] if len(context.names.systems) == 2 else []
            for row in rows(context, block, keys(context, block, known_columns(context), required)):
                yield _row(context, row, record)


def _row(context: Context, row: Cells, record: str) -> FieldRow:
    subject = f"{record}/{row['left'].bare().text} ↔ {row['right'].bare().text}"
    return FieldRow(
        left=fields(context, row["left"], subject),
        right=fields(context, row["right"], subject),
        direction=decision(context, row["direction"], "directions", Direction, subject),
        rule=text(row["rule"]),
        wins=wins(context, row["wins"], subject),
        notes=row["notes"].text,
        span=row.row.words.span,
    )
