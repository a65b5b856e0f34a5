"""What stands against another value gives way only where the document says so."""

from __future__ import annotations

from tests.simulation.things import Thing
from tests.simulation.truth import Truth

from interlock.mapping import PairMapping
from interlock.model.decisions import Direction, WinnerKind
from interlock.model.value import Side


def overruled(truth: Truth, thing: Thing, side: Side, pair: PairMapping, was: str, now: str) -> None:
    """What stands against another value gives way only where the document says so."""
    edits = [one for one in truth.wrote(thing, pair.name, was) if one.side is side]
    other = truth.seen_at.get((thing.record, side.other, thing.ids.get(side.other, ""), pair.name), set())
    if truth.forgot or was in other or not edits or all(one.replaced or one.window for one in edits):
        return
    if pair.name in thing.decided or "" in thing.decided:
        return
    row = truth.row(thing.record)
    winner = pair.winner or row.on_conflict.value
    both = pair.direction is Direction.BOTH
    match None if winner is None else winner.kind:
        case None | WinnerKind.HOLD | WinnerKind.REPORT:
            wrong = True
        case WinnerKind.SOURCE_OF_TRUTH:
            wrong = both and row.source_of_truth.value is side
        case WinnerKind.SIDE:
            wrong = both and winner is not None and winner.side is side
        case _:
            wrong = False
    if wrong:
        where = f"`{pair.name}` of {thing} on the {side.value}"
        truth.wrong("wrong winner", f"{was!r} gave way to {now!r} in {where}")
