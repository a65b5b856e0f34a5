"""What the sync could know when it wrote: which look was its last, and what people did since."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.simulation.things import Thing
from tests.simulation.truth import Truth

from interlock.model.value import Side
from interlock.sandbox.item import StoredItem

JUST_NOW = timedelta(seconds=60)
"""How long a write may be on its way, and a look count as fresh."""


def number_at(truth: Truth, side: Side, at: datetime) -> int:
    """The number of the last moment that a look at that time shows: some copies are behind."""
    lag_s = truth.boxes[side].behaviours.get_lag_s
    if not lag_s:
        return truth.number
    then = at - timedelta(seconds=lag_s)
    return max((edit.number for edit in truth.edits if edit.at <= then), default=0)


def unprotected(truth: Truth, side: Side, resource: str, item_id: str) -> bool:
    """Whether people edited the item after the sync looked at it just before this write."""
    read = just_looked(truth, side, resource, item_id)
    return read is not None and truth.written.get((side, item_id), 0) > read


def just_looked(truth: Truth, side: Side, resource: str, item_id: str) -> int | None:
    """The number of the moment that the last look showed, None where that was a while ago."""
    number, at = truth.looked.get((side, resource, item_id), (0, None))
    fresh = at is not None and truth.boxes[side].clock.now() - at < JUST_NOW
    return number if fresh else None


def in_window(truth: Truth, thing: Thing, side: Side, item: StoredItem, pair: str, value: str) -> None:
    """Note the value, just overwritten, if the sync could not have known it."""
    read = just_looked(truth, side, item.resource, item.id)
    if truth.sent_at is not None:  # no look after it was sent could have held it back
        read = truth.sent_at if read is None else min(read, truth.sent_at)
    for edit in truth.wrote(thing, pair, value):
        edit.window |= read is not None and edit.number > read and edit.side is side


def back_unseen(truth: Truth, thing: Thing, side: Side) -> bool:
    """Whether people took an item out of the bin after the sync saw last that it was gone."""
    resource = truth.row(thing.record).resource(side)
    number, _ = truth.looked.get((side, resource, thing.ids.get(side, "")), (0, None))
    return side in thing.back and thing.back[side] > number


def told_by(truth: Truth, thing: Thing, side: Side, *kinds: str) -> bool:
    """Whether the delete rule wants that on a side, or did when what arrives only now was sent."""
    rules = [one.on_delete.value for one in truth.rows(thing.record, truth.boxes[side].clock.now() - JUST_NOW)]
    return any(rule is not None and rule.kind.value in kinds and rule.only_in in (None, side) for rule in rules)
