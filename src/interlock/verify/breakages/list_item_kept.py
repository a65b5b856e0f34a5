"""An element that was taken out of a list stays on the other side."""

from __future__ import annotations

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an
from interlock.model.peer import Item
from interlock.model.value import Body
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages._lists import lists
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import arrays, target


class _Hoards(Meddling):
    def changed(self, body: Body, before: Item | None) -> Body:
        if before is None:
            return body
        kept = dict(body)
        for key, value in body.items():
            was = before.body.get(key)
            if isinstance(value, list) and isinstance(was, list) and len(value) < len(was):
                kept[key] = [*value, *was[len(value) :]]
        return kept


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    found = next(iter(arrays(row, side.other))).array
    return (
        f"When 1 of 3 `{str(found).removesuffix('[]')}` is removed from {an(row.name)} in {case.name(side.other)}, "
        f"its mapped fields are equal in {case.name(side)} within {deadline(row)}."
    )


BREAKAGE = Breakage(
    title="keeps elements that were taken out of a list",
    spots=lists,
    build=meddled(_Hoards),
    criterion=_criterion,
    shows=("element_removed",),
)
