"""Values that the sync writes: written by somebody for that thing, in the agreed direction, and none that was gone."""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulation.things import Thing, named
from tests.simulation.truth import CONSTANTS, Truth
from tests.simulation.writes import circles, sets
from tests.simulation.writes.looks import in_window, unprotected
from tests.simulation.writes.winners import overruled

from interlock.model.decisions import Direction
from interlock.model.value import Side
from interlock.sandbox.item import StoredItem


def values(truth: Truth, thing: Thing, side: Side, item: StoredItem, before: Mapping[str, str]) -> None:
    """Values of an item became others."""
    record, resource = thing.record, item.resource
    protected = truth.boxes[side].profile.record(resource)
    assert protected is not None
    for pair, now in truth.shown(record, side, item.body).items():
        was = before.get(pair, "")
        if now == was:
            continue
        where = f"`{pair}` of {thing} on the {side.value}"
        known = truth.mappings[record].pair(pair)
        assert known is not None
        if (
            before
            and not unprotected(truth, side, resource, item.id)
            and not (known.direction is Direction.BOTH or known.direction.writes(side))
        ):
            truth.wrong("against the direction", f"{where} was changed from {was!r} to {now!r}")
        if known.refers_to is not None:
            if not parents(truth, thing).issuperset(named(now)):
                truth.wrong("invention", f"{where} became {now!r}, to which it never belonged")
            if known.elementwise:
                sets.changed(truth, thing, side, item, pair, was, now)
            elif known.refers_to == record and before and not now.startswith("["):
                circles.closed(truth, thing, side, pair)
            continue
        if pair in CONSTANTS:
            continue
        if known.elementwise:
            sets.changed(truth, thing, side, item, pair, was, now)
            continue
        if now and not truth.wrote(thing, pair, now):
            truth.wrong("invention", f"{where} became {now!r}, which nobody wrote for it")
        if was and not protected.version.known:
            in_window(truth, thing, side, item, pair, was)
        if was:
            overruled(truth, thing, side, known, was, now)
        shown = truth.seen_at.setdefault((record, side, item.id, pair), set())
        two_way = known.direction is Direction.BOTH
        went_back = now and now in shown and not _written_anew(truth, thing, side, pair, now)
        if truth.calm and went_back and two_way and not unprotected(truth, side, resource, item.id):
            truth.wrong("going back", f"{where} went back from {was!r} to {now!r}")
        shown.add(now)


def _written_anew(truth: Truth, thing: Thing, side: Side, pair: str, now: str) -> bool:
    """Whether people wrote on the other side last what once stood here, as a list does that lost an element again."""
    return truth.wrote_last.get((thing, pair, now)) is side.other


def parents(truth: Truth, thing: Thing) -> set[str]:
    """What it ever belonged to, and what people merged with that: the counterpart of one may be that of both."""
    found, known = set(thing.refs), 0
    while len(found) > known:
        known = len(found)
        for one in truth.things:
            together = {one, *one.merged.values()}
            if not found.isdisjoint(together):
                found |= together
    return {str(one) for one in found}
