"""An item that no longer satisfies the condition is treated otherwise than the document says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an
from interlock.model.decisions import Condition, Leaving
from interlock.model.document import RecordRow
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, needed, said
from interlock.verify.breakages._sentences import flowing, outside, target

_INSTEAD = {Leaving.KEEP: Leaving.STOP, Leaving.ARCHIVE: Leaving.STOP, Leaving.HOLD: Leaving.STOP}


def _leaves(case: Case, row: RecordRow) -> tuple[Condition, str] | None:
    for condition in row.only_when.value or ():
        values = outside(case, row, condition)
        rules = [
            one.rule.text
            for one in row.fields
            if condition.field in {*(one.left.value or ()), *(one.right.value or ())}
        ]
        known = [value for value in values if any(f"`{value}`" in rule for rule in rules)]
        if known or values:
            return condition, (known or values)[0]
    return None


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        leaving, found = row.when_it_leaves.value, _leaves(case, row)
        if leaving not in _INSTEAD or found is None or found[0].side is not side.other:
            continue
        if leaving is not Leaving.KEEP or _shown(row, spot=Spot(row.name, side), condition=found[0]):
            yield Spot(row.name, side)


def _shown(row: RecordRow, *, spot: Spot, condition: Condition) -> str:
    """The field on the other side that shows the condition's own; empty where there is none."""
    side = target(spot)
    for one, source in flowing(row, side):
        if source == condition.field:
            cell = one.right if side.value == "right" else one.left
            return str((cell.value or ("",))[0])
    return ""


def _stopped(row: RecordRow, _spot: Spot) -> RecordRow:
    leaving = needed(row.when_it_leaves.value)
    return replace(row, when_it_leaves=said(row.when_it_leaves, _INSTEAD[leaving]))


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    found = needed(_leaves(case, row))
    condition, value = found
    begin = (
        f"When {an(row.name)}'s `{condition.field}` changes from `{condition.values[0]}` to `{value}` in "
        f"{case.name(side.other)}, "
    )
    within = f"within {deadline(row)}."
    match row.when_it_leaves.value:
        case Leaving.ARCHIVE:
            return f"{begin}the matching {row.name} is archived in {case.name(side)} {within}"
        case Leaving.HOLD:
            return f"{begin}it is held with a reason {within}"
        case _:
            return f"{begin}its mapped fields are equal in {case.name(side)} {within}"


BREAKAGE = Breakage(
    title="leaves alone what no longer satisfies the condition",
    spots=_spots,
    build=misread(_stopped),
    criterion=_criterion,
    shows=("changed_from_to", "changed_to"),
)
