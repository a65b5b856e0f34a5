"""What exists on both sides before the first run is not linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from interlock.asking.sentences import an
from interlock.model.decisions import Starting, StartingKind
from interlock.model.document import RecordRow
from interlock.model.value import Side
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, needed, said

_NEVER = date(9000, 1, 1)


def spots(case: Case) -> Iterator[Spot]:
    """Records of which what exists on both sides is linked at the start."""
    for row in case.document.records:
        starting = row.starting.value
        links = starting is not None and starting.kind in {StartingKind.ALL, StartingKind.LINK_ONLY}
        if links and row.matched_by.value is not None:
            yield Spot(row.name)


def criterion(case: Case, spot: Spot) -> str:
    """What exists on both sides before the first run is linked."""
    row = case.row(spot)
    key = needed(row.matched_by.value)
    side = next((side for one, side in case.creating() if one.name == row.name), Side.RIGHT)
    return (
        f"When {an(row.name)} with the same `{key.pairs[0].left}` exists in both systems before the first run, the two "
        f"are linked and no {row.name} is created in {case.name(side)}."
    )


def _never(row: RecordRow, _spot: Spot) -> RecordRow:
    return replace(row, starting=said(row.starting, Starting(StartingKind.SINCE, _NEVER)))


BREAKAGE = Breakage(
    title="does not link what exists on both sides before the first run",
    spots=spots,
    build=misread(_never),
    criterion=criterion,
    shows=("exists_in_both", "linked", "before_first_run"),
)
