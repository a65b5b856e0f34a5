"""What is deleted on one side is deleted on the other, although it is to stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.asking.sentences import an
from interlock.model.decisions import DeleteKind, DeleteRule
from interlock.model.document import RecordRow
from interlock.model.profile import Verb
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, said
from interlock.verify.breakages._sentences import target


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        rule, profile = row.on_delete.value, case.profile(row, side)
        stays = rule is not None and (rule.kind is DeleteKind.KEEP or rule.only_in not in (None, side))
        if stays and profile is not None and profile.operation(Verb.DELETE) is not None:
            yield Spot(row.name, side)


def _deleted(row: RecordRow, _spot: Spot) -> RecordRow:
    return replace(row, on_delete=said(row.on_delete, DeleteRule(DeleteKind.DELETE)))


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    return (
        f"When {an(row.name)} is deleted in {case.name(side.other)}, the matching {row.name} is unchanged in "
        f"{case.name(side)} for 1 hour."
    )


BREAKAGE = Breakage(
    title="deletes what is to stay",
    spots=_spots,
    build=misread(_deleted),
    criterion=_criterion,
    shows=("deleted",),
)
