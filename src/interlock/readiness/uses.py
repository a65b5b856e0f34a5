"""Which fields of a system a document uses, for what, and where it says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interlock.model.decisions import Winner
from interlock.model.document import Document, RecordRow
from interlock.model.path import Path
from interlock.model.place import Span
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class FieldUse:
    """One use of a field: `what` says for what, `reads` and `writes` which way its values go."""

    path: Path
    place: Span
    what: str
    reads: bool
    writes: bool


def fields_used(row: RecordRow, side: Side) -> dict[Path, FieldUse]:
    """The fields of a record that the document uses on a side, each once; one that is written anywhere counts so."""
    found: dict[Path, FieldUse] = {}
    for use in _uses(row, side):
        known = found.get(use.path)
        if known is None:
            found[use.path] = use
        else:
            found[use.path] = FieldUse(
                use.path, known.place, known.what, known.reads or use.reads, known.writes or use.writes
            )
    return found


def records_used(document: Document, side: Side) -> Iterator[tuple[RecordRow, str]]:
    """The records of the document with what holds them on a side."""
    for row in document.records:
        if row.resource(side).strip():
            yield row, row.resource(side)


def _uses(row: RecordRow, side: Side) -> Iterator[FieldUse]:
    for pair in row.fields:
        cell = pair.left if side is Side.LEFT else pair.right
        direction = pair.direction.value if not pair.direction.open else row.direction.value
        writes = direction is not None and direction.writes(side)
        reads = direction is not None and direction.writes(side.other)
        for path in cell.value or ():
            yield FieldUse(path, cell.span, "the field mapping", reads, writes)
    key = row.matched_by.value
    for match in key.pairs if key is not None else ():
        path = match.left if side is Side.LEFT else match.right
        yield FieldUse(path, row.matched_by.span, "Matched by", reads=True, writes=False)
    for condition in row.only_when.value or ():
        if condition.side is side:
            yield FieldUse(condition.field, row.only_when.span, "Only when", reads=True, writes=False)
    rule = row.on_delete.value
    if rule is not None and rule.field is not None and rule.only_in in (None, side):
        yield FieldUse(rule.field, row.on_delete.span, "On delete", reads=False, writes=True)
    for path in _times(row.on_conflict.value, side):
        yield FieldUse(path, row.on_conflict.span, "On conflict", reads=True, writes=False)


def _times(winner: Winner | None, side: Side) -> Iterator[Path]:
    if winner is not None:
        path = winner.by_left if side is Side.LEFT else winner.by_right
        if path is not None:
            yield path
