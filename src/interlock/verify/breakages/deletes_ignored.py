"""What is deleted on one side stays on the other, although it is to go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an
from interlock.model.decisions import DeleteKind, DeleteRule
from interlock.model.document import RecordRow
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, said
from interlock.verify.breakages._sentences import target


def spots(case: Case) -> Iterator[Spot]:
    """Wherever a delete is carried over."""
    for row, side in case.flows():
        rule = row.on_delete.value
        if rule is not None and rule.kind in {DeleteKind.ARCHIVE, DeleteKind.DELETE} and rule.only_in in (None, side):
            yield Spot(row.name, side)


def criterion(case: Case, spot: Spot) -> str:
    """A deleted item is deleted or archived on the side of the spot, as the rule says."""
    row, side = case.row(spot), target(spot)
    begin = f"When {an(row.name)} is deleted in {case.name(side.other)}, "
    rule = row.on_delete.value
    if rule is not None and rule.kind is DeleteKind.DELETE:
        return f"{begin}no matching {row.name} exists in {case.name(side)} within {deadline(row)}."
    return f"{begin}the matching {row.name} is archived in {case.name(side)} within {deadline(row)}."


def _kept(row: RecordRow, spot: Spot) -> RecordRow:
    rule, other = row.on_delete.value, target(spot).other
    kept = DeleteRule(DeleteKind.KEEP)
    if (
        rule is not None
        and rule.only_in is None
        and row.direction.value is not None
        and row.direction.value.writes(other)
    ):
        kept = replace(rule, only_in=other)
    return replace(row, on_delete=said(row.on_delete, kept))


BREAKAGE = Breakage(
    title="carries no delete over",
    spots=spots,
    build=misread(_kept),
    criterion=criterion,
    shows=("deleted",),
)
