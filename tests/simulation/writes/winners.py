"""What stands against another value gives way only where the document says so."""

from __future__ import annotations

from collections.abc import Collection

import orjson
from tests.simulation.things import Edit, Thing
from tests.simulation.truth import Truth
from tests.simulation.writes.looks import JUST_NOW

from interlock.mapping import PairMapping
from interlock.model.decisions import Direction, Winner, WinnerKind
from interlock.model.value import Side


def overruled(truth: Truth, thing: Thing, side: Side, pair: PairMapping, was: str, now: str) -> None:
    """What stands against another value gives way only where the document says so."""
    edits = [one for one in truth.wrote(thing, pair.name, was) if one.side is side]
    other = truth.seen_at.get((thing.record, side.other, thing.ids.get(side.other, ""), pair.name), set())
    if truth.forgot or was in other or not edits or all(one.replaced or one.window for one in edits):
        return
    if pair.name in thing.decided or "" in thing.decided:
        return
    if side not in thing.made_by_people and _only_order(was, other) and _before_any_look(truth, thing, side, edits):
        return  # it may be how the system keeps what was created there, which no answer showed
    rules = [
        (row.source_of_truth.value, pair.winner or row.on_conflict.value)
        for row in truth.rows(thing.record, truth.boxes[side].clock.now() - JUST_NOW)
    ]
    if all(_stands(side, pair.direction, truth_side, winner) for truth_side, winner in rules):
        where = f"`{pair.name}` of {thing} on the {side.value}"
        truth.wrong("wrong winner", f"{was!r} gave way to {now!r} in {where}")


def _stands(side: Side, direction: Direction, truth_side: Side | None, winner: Winner | None) -> bool:
    """Whether a value of that side does not give way to another one."""
    both = direction is Direction.BOTH
    match None if winner is None else winner.kind:
        case None | WinnerKind.HOLD | WinnerKind.REPORT:
            return True
        case WinnerKind.SOURCE_OF_TRUTH:
            return both and truth_side is side
        case WinnerKind.SIDE:
            return both and winner is not None and winner.side is side
        case _:
            return False


def _only_order(was: str, others: Collection[str]) -> bool:
    """Whether it is a list that people wrote on the other side, in another order."""
    return was.startswith("[") and any(
        one.startswith("[") and sorted(map(str, orjson.loads(one))) == sorted(map(str, orjson.loads(was)))
        for one in others
    )


def _before_any_look(truth: Truth, thing: Thing, side: Side, edits: Collection[Edit]) -> bool:
    """Whether the sync had not yet looked at what it made there when people edited it."""
    resource = truth.row(thing.record).resource(side)
    first = truth.first_look.get((side, resource, thing.ids[side]))
    return first is None or all(one.number < first for one in edits)
