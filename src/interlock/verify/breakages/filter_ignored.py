"""Items that do not satisfy the condition flow as the others do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.asking.sentences import an
from interlock.model.document import RecordRow
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, of_fields, said
from interlock.verify.breakages._sentences import outside, target


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.creating():
        conditions = row.only_when.value or ()
        if any(one.side is side.other and outside(case, row, one) for one in conditions):
            yield Spot(row.name, side)


def _unfiltered(row: RecordRow, _spot: Spot) -> RecordRow:
    # A status that a look-up does not know would be held: who ignores the condition ignores the status altogether.
    filtered = {condition.field for condition in row.only_when.value or ()}
    kept = of_fields(row, lambda one: None if filtered & {*(one.left.value or ()), *(one.right.value or ())} else one)
    return replace(kept, only_when=said(row.only_when, ()))


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    condition, value = next(
        (one, values[0])
        for one in row.only_when.value or ()
        if one.side is side.other and (values := outside(case, row, one))
    )
    return (
        f"When {an(row.name)} is created in {case.name(side.other)} with `{condition.field}` `{value}`, no matching "
        f"{row.name} exists in {case.name(side)} for 1 hour."
    )


BREAKAGE = Breakage(
    title="takes no notice of the condition",
    spots=_spots,
    build=misread(_unfiltered),
    criterion=_criterion,
    shows=("not_exists", "value", "none_created"),
)
