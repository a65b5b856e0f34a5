"""A record that flows both ways flows one way only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.model.decisions import Direction
from interlock.model.document import FieldRow, RecordRow
from interlock.model.value import Side
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, of_fields, said
from interlock.verify.breakages._sentences import carried_over, changeable, target

_TO = {Side.LEFT: Direction.LEFT, Side.RIGHT: Direction.RIGHT}


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        if row.direction.value is Direction.BOTH and changeable(row, side.other) is not None:
            yield Spot(row.name, side)


def _one_way(row: RecordRow, spot: Spot) -> RecordRow:
    kept = _TO[target(spot).other]

    def field(one: FieldRow) -> FieldRow | None:
        way = one.direction.value
        if way is Direction.BOTH:
            return replace(one, direction=said(one.direction, kept))
        return one if way in (None, kept) else None

    return replace(of_fields(row, field), direction=said(row.direction, kept))


BREAKAGE = Breakage(
    title="carries nothing back",
    spots=_spots,
    build=misread(_one_way),
    criterion=carried_over,
    shows=("changed", "changed_from_to", "changed_in_both"),
)
