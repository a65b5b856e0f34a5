"""An update empties the fields that it has no news of."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an
from interlock.model.peer import Item
from interlock.model.value import JSON, Body
from interlock.verify.breakages._base import Breakage, Case, Spot, needed
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import changeable, target
from interlock.verify.breakages._values import written


class _Empties(Meddling):
    def changed(self, body: Body, before: Item | None) -> Body:
        if before is None:
            return body
        fields = [one for one in self.record.fields if one.nullable and not one.read_only and not one.required]
        names = {one.path.root for one in fields if len(one.path.parts) == 1 and "[]" not in str(one.path)}
        blank: dict[str, JSON] = {name: None for name in names if body.get(name, None) == before.body.get(name)}
        return {**body, **blank}


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        profile, changed = case.profile(row, side), changeable(row, side.other)
        if profile is None or changed is None:
            continue
        own = {*(changed[0].left.value or ()), *(changed[0].right.value or ())}
        if any(one.nullable and not one.required and one.path not in own for one in written(row, profile, side)):
            yield Spot(row.name, side)


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    found = needed(changeable(row, side.other))
    return (
        f"When {an(row.name)}'s `{found[1]}` changes in {case.name(side.other)}, no field of it is emptied in "
        f"{case.name(side)} and its mapped fields are equal in {case.name(side)} within {deadline(row)}."
    )


BREAKAGE = Breakage(
    title="empties the fields of which it has no news",
    spots=_spots,
    build=meddled(_Empties),
    criterion=_criterion,
    shows=("not_emptied", "changed", "changed_from_to"),
)
