"""What was there before go-live is created on the other side, although it is to stay where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.asking.sentences import an
from interlock.model.decisions import Starting, StartingKind
from interlock.model.document import RecordRow
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, said
from interlock.verify.breakages._sentences import target


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.creating():
        if row.starting.value is not None and row.starting.value.kind is not StartingKind.ALL:
            yield Spot(row.name, side)


def _all(row: RecordRow, _spot: Spot) -> RecordRow:
    return replace(row, starting=said(row.starting, Starting(StartingKind.ALL)))


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    return (
        f"When {an(row.name)} was created in {case.name(side.other)} before go-live, no matching {row.name} exists in "
        f"{case.name(side)} for 1 hour."
    )


BREAKAGE = Breakage(
    title="takes up what was there before go-live",
    spots=_spots,
    build=misread(_all),
    criterion=_criterion,
    shows=("before_go_live", "before_first_run", "exists_in_both"),
)
