"""Where both sides changed a field, the wrong value wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an
from interlock.model.decisions import Direction, Winner, WinnerKind
from interlock.model.document import FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, needed, said
from interlock.verify.breakages._sentences import flowing


def contested(row: RecordRow) -> tuple[FieldRow, Path] | None:
    """A field that people change on both sides, with what it is called on the left; None where there is none."""
    match = row.matched_by.value
    keys = {pair.left for pair in match.pairs} if match is not None else set()
    filtered = {one.field for one in row.only_when.value or ()}
    both = [
        (one, path)
        for one, path in flowing(row, Side.RIGHT)
        if (one.direction.value or row.direction.value) is Direction.BOTH and path not in keys | filtered
    ]
    return min(both, key=lambda one: (not one[0].wins.open, not one[0].rule.open), default=None)


def spots(case: Case) -> Iterator[Spot]:
    """Records with a field that can be changed on both sides, where the document names a winner."""
    for row in case.document.records:
        if row.source_of_truth.value is not None and contested(row) is not None and _winner(row) is not None:
            yield Spot(row.name)


def _winner(row: RecordRow) -> Side | None:
    """Who wins where the side that is not the source of truth changed last; None where nobody does."""
    found = needed(contested(row))
    rule, truth = found[0].wins.value or row.on_conflict.value, row.source_of_truth.value
    match None if rule is None else rule.kind:
        case WinnerKind.NEWEST:
            return truth.other if truth is not None else None
        case WinnerKind.SOURCE_OF_TRUTH:
            return truth
        case WinnerKind.SIDE:
            return rule.side if rule is not None else None
        case _:
            return None


def criterion(case: Case, spot: Spot) -> str:
    """Both sides change the field, the one that is not the source of truth last."""
    row = case.row(spot)
    found, truth, winner = needed(contested(row)), needed(row.source_of_truth.value), needed(_winner(row))
    cell = found[0].left if truth is Side.LEFT else found[0].right
    return (
        f"When {an(row.name)}'s `{(cell.value or ('',))[0]}` changes in {case.name(truth)} and 2 minutes later in "
        f"{case.name(truth.other)}, the value of {case.name(winner)} is in both within {deadline(row)} and the other "
        "value is in the history."
    )


def _other(row: RecordRow, _spot: Spot) -> RecordRow:
    winner = needed(_winner(row))
    loser = Winner(WinnerKind.SIDE, side=winner.other)
    fields = tuple(replace(one, wins=replace(one.wins, value=None, text="")) for one in row.fields)
    return replace(row, on_conflict=said(row.on_conflict, loser), fields=fields)


BREAKAGE = Breakage(
    title="lets the wrong value win where both sides changed it",
    spots=spots,
    build=misread(_other),
    criterion=criterion,
    shows=("changed_in_both", "value_wins"),
)
