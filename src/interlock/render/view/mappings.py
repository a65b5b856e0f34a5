"""The mapping of a record as it is shown: each field with its label and type, each rule with an example."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.mapping import compile_record
from interlock.model.document import Document, FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.value import Side
from interlock.render.view.model import Example, FieldEnd, FieldView
from interlock.render.view.samples import examples
from interlock.render.view.types import type_of


def field_views(document: Document, row: RecordRow, profiles: Mapping[Side, SystemProfile]) -> tuple[FieldView, ...]:
    """The rows of a record's mapping in their order; a field that is not known has its path alone."""
    records = {side: _resource(row, side, profiles) for side in Side}
    compiled = compile_record(row, records[Side.LEFT], records[Side.RIGHT], document.tables, document.path)
    shown = examples(compiled.mapping, records, document.tables, profiles)
    return tuple(_field(row, one, records, shown.get(one)) for one in row.fields)


def _resource(row: RecordRow, side: Side, profiles: Mapping[Side, SystemProfile]) -> RecordProfile:
    known = profiles.get(side)
    found = known.record(row.resource(side)) if known is not None else None
    return found or RecordProfile(row.resource(side))


def _field(row: RecordRow, one: FieldRow, records: Mapping[Side, RecordProfile], example: Example | None) -> FieldView:
    left, right = one.left.value or (), one.right.value or ()
    first = next(iter((*left, *right)), None)
    return FieldView(
        ref=f"{row.name}/{first}" if first is not None else row.name,
        left=_ends(left, one.left.text, records[Side.LEFT]),
        arrow=one.direction.value.value if one.direction.value is not None else one.direction.text,
        right=_ends(right, one.right.text, records[Side.RIGHT]),
        rule=one.rule.text,
        wins=one.wins.text,
        notes=one.notes,
        sensitive=one.sensitive,
        example=example,
    )


def _ends(paths: tuple[Path, ...], written: str, record: RecordProfile) -> tuple[FieldEnd, ...]:
    if not paths:
        return (FieldEnd(written.strip("` ")),) if written.strip("` ") else ()
    return tuple(_end(path, record) for path in paths)


def _end(path: Path, record: RecordProfile) -> FieldEnd:
    known = record.field(path)
    if known is None:
        return FieldEnd(str(path))
    return FieldEnd(str(path), known.label, type_of(known), known.required)
