"""One field of a record is not carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an
from interlock.model.document import FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.verify.breakages._base import Breakage, Case, Spot, label, misread, of_fields
from interlock.verify.breakages._sentences import of_references, target, whole

_PAIR = re.compile(r"^`?(?P<a>[^`=]+?)`? = `?(?P<b>[^`,]+?)`?(?:,|$)")
"""The first pair of an inline look-up."""


def _keys(row: RecordRow) -> set[Path]:
    match = row.matched_by.value
    return set() if match is None else {path for pair in match.pairs for path in (pair.left, pair.right)}


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        needed = {one.field for one in row.only_when.value or ()}
        for one in row.fields:
            direction = one.direction.value or row.direction.value
            mine = (one.right if side is Side.RIGHT else one.left).value or ()
            whole_list = any(str(path).endswith("[]") for path in mine) and not of_references(one)
            if (
                direction is None
                or not direction.writes(side)
                or not mine
                or whole_list
                or set(mine) & (_keys(row) | needed)
            ):
                continue
            yield Spot(row.name, side, label(one))


def _dropped(row: RecordRow, spot: Spot) -> RecordRow:
    return of_fields(row, lambda one: None if label(one) == spot.pair else one)


def _row(case: Case, spot: Spot) -> FieldRow:
    return next(one for one in case.row(spot).fields if label(one) == spot.pair)


def _criterion(case: Case, spot: Spot) -> str:
    row, side, found = case.row(spot), target(spot), _row(case, spot)
    source = (found.left if side is Side.RIGHT else found.right).value or ()
    mine = (found.right if side is Side.RIGHT else found.left).value or ()
    creating = row.create_missing.value
    within = f"within {deadline(row)}."
    pair = _PAIR.search(found.rule.text)
    if pair is not None and len(source) == 1 and creating is not None and side in creating.sides:
        given, shown = (pair["a"], pair["b"]) if side is Side.RIGHT else (pair["b"], pair["a"])
        return (
            f"When {an(row.name)} is created in {case.name(side.other)} with `{source[0]}` `{given}`, its `{mine[0]}` "
            f"is `{shown}` in {case.name(side)} {within}"
        )
    if len(source) == 1 and source[0].array is None and not found.rule.text.startswith(("the linked", "date")):
        return (
            f"When {an(row.name)}'s `{source[0]}` changes in {case.name(side.other)}, its `{mine[0]}` is equal in "
            f"{case.name(side)} {within}"
        )
    return whole(case, spot)


BREAKAGE = Breakage(
    title="leaves a field out",
    spots=_spots,
    build=misread(_dropped),
    criterion=_criterion,
    shows=("fields_equal", "field_equal", "exists"),
)
