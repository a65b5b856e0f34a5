"""Items that the sync deletes or archives: only where somebody deleted theirs, and the rule wants it."""

from __future__ import annotations

from tests.simulation.things import Thing, elements
from tests.simulation.truth import Truth
from tests.simulation.writes.guarding import guarded
from tests.simulation.writes.looks import back_unseen, in_window, told_by

from interlock.model.value import Side
from interlock.sandbox.item import StoredItem


def merged_and_gone(thing: Thing, side: Side) -> bool:
    """Whether what it was merged into is deleted: then nothing shows any more that it was not deleted, too."""
    winner = thing.merged.get(side)
    while winner is not None and side in winner.merged:
        winner = winner.merged[side]
    return winner is not None and side in winner.deleted


def removed(truth: Truth, thing: Thing, side: Side, was: StoredItem) -> None:
    """An item was deleted by the sync."""
    truth.coming_and_going += 1
    where = f"{thing} on the {side.value}"
    merged = side.other in thing.merged and "" in thing.decided
    if not merged and not told_by(truth, thing, side, "delete"):
        truth.wrong("against the rule", f"{where} was deleted")
    asked = side.other in thing.merged and "" in thing.decided
    gone = side.other in thing.deleted or merged_and_gone(thing, side.other)
    if not gone and not asked and not back_unseen(truth, thing, side.other):
        truth.wrong("against the rule", f"{where} was deleted, though nobody deleted it on the other side")
    thing.removed[side] = truth.boxes[side].clock.now()
    guarded(truth, thing, side)
    for pair, value in truth.shown(thing.record, side, was.body).items():
        several = truth.is_set(thing.record, pair) and value.startswith("[")
        for one in elements(value) if several else (value,):
            in_window(truth, thing, side, was, pair, one)


def archived(truth: Truth, thing: Thing, side: Side) -> None:
    """An item was archived by the sync."""
    truth.coming_and_going += 1
    row = truth.row(thing.record)
    where = f"{thing} on the {side.value}"
    # What is asked for and approved is done in the way that loses nothing.
    asked = told_by(truth, thing, side, "ask") and "" in thing.decided
    archives = told_by(truth, thing, side, "archive")
    gone = side.other in thing.deleted or merged_and_gone(thing, side.other) or back_unseen(truth, thing, side.other)
    merged = side.other in thing.merged and "" in thing.decided
    by_delete = ((archives or asked) and gone) or merged
    by_leaving = row.when_it_leaves.value is not None and row.when_it_leaves.value.value == "archive"
    if not by_delete and not (by_leaving and thing.left_scope):
        truth.wrong("against the rule", f"{where} was archived, though nothing asks for it")
    if side in thing.archived and by_delete:
        truth.wrong("against the rule", f"{where} was archived twice")
    thing.archived.add(side)
    if by_delete:
        thing.removed[side] = truth.boxes[side].clock.now()
        guarded(truth, thing, side)
