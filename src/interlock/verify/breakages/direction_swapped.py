"""Values of a record go the other way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.model.decisions import Direction
from interlock.model.document import FieldRow, RecordRow
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, needed, of_fields, said
from interlock.verify.breakages._sentences import carried_over

_OTHER = {Direction.LEFT: Direction.RIGHT, Direction.RIGHT: Direction.LEFT, Direction.BOTH: Direction.BOTH}


def _spots(case: Case) -> Iterator[Spot]:
    yield from (Spot(row.name, side) for row, side in case.flows() if row.direction.value is not Direction.BOTH)


def _swapped(row: RecordRow, _spot: Spot) -> RecordRow:
    def field(one: FieldRow) -> FieldRow:
        way = one.direction.value
        return one if way is None else replace(one, direction=said(one.direction, _OTHER[way]))

    way = needed(row.direction.value)
    return replace(of_fields(row, field), direction=said(row.direction, _OTHER[way]))


BREAKAGE = Breakage(
    title="carries values the other way",
    spots=_spots,
    build=misread(_swapped),
    criterion=carried_over,
    shows=("changed", "changed_from_to", "created"),
)
