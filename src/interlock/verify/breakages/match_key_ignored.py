"""What exists on both sides is not recognised, and is created a second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.model.decisions import Starting, StartingKind
from interlock.model.document import RecordRow
from interlock.verify.breakages import leaves_the_old_alone
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, said


def _spots(case: Case) -> Iterator[Spot]:
    creating = {row.name for row, _ in case.creating()}
    yield from (spot for spot in leaves_the_old_alone.spots(case) if spot.record in creating)


def _unmatched(row: RecordRow, _spot: Spot) -> RecordRow:
    everything = said(row.starting, Starting(StartingKind.ALL))
    return replace(row, matched_by=replace(row.matched_by, value=None, text=""), starting=everything)


BREAKAGE = Breakage(
    title="creates again what exists on both sides",
    spots=_spots,
    build=misread(_unmatched),
    criterion=leaves_the_old_alone.criterion,
    shows=("exists_in_both", "linked", "none_created"),
)
