"""Which fields probably belong into a row of a field table whose other cell is filled already, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.document.columns import folded
from interlock.lsp.analysis import Analysis
from interlock.lsp.cursor import Cursor
from interlock.model.document import RecordRow
from interlock.model.profile import FieldProfile
from interlock.model.suggestion import Candidate
from interlock.model.value import Side
from interlock.suggestion import seen, suggest

_MOST_COMPARED = 1_000
"""So many fields are compared while somebody types."""


def partners(analysis: Analysis, record: RecordRow, side: Side, cursor: Cursor) -> tuple[Candidate, ...]:
    """The fields of a side that are most like the one in the row's other cell, best first; none where it is empty."""
    other = _written(analysis, record, side.other, cursor.row)
    resource = analysis.resource(record, side)
    if other is None or resource is None:
        return ()
    one = [seen(other)]
    some = [seen(field) for field in resource.fields[:_MOST_COMPARED]]
    found = suggest(one, some) if side is Side.RIGHT else suggest(some, one)
    return (found.for_left if side is Side.RIGHT else found.for_right).get(str(other.path), ())


def rule_between(analysis: Analysis, record: RecordRow, cursor: Cursor) -> Candidate | None:
    """The pair that the row's two cells make, as it would be proposed; None where they do not name a field each."""
    left, right = (_written(analysis, record, side, cursor.row) for side in Side)
    if left is None or right is None:
        return None
    found = suggest([seen(left)], [seen(right)]).for_left.get(str(left.path), ())
    return found[0] if found else None


def _written(analysis: Analysis, record: RecordRow, side: Side, row: Mapping[str, str]) -> FieldProfile | None:
    resource = analysis.resource(record, side)
    name = row.get(folded(analysis.system(side)), "")
    return resource.field(name) if resource is not None and name else None
