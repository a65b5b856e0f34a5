"""Nothing comes to lie below itself by what the sync writes, unless people meant it so on the other side."""

from __future__ import annotations

from tests.simulation.things import Thing
from tests.simulation.truth import Truth

from interlock.model.value import Side


def closed(truth: Truth, thing: Thing, side: Side, pair: str) -> None:
    """The sync wrote what a thing lies below."""
    way = _upwards(truth, thing, side, pair)
    if len(way) < 2 or way[-1] is not thing or not truth.calm or truth.pass_began is None:
        return
    # What people did while the sync was at work it could not know, nor what lists do not show yet.
    if any(box.behaviours.list_lag_s or box.behaviours.get_lag_s for box in truth.boxes.values()):
        return
    known = all(truth.written.get((one, each.ids[one]), 0) <= truth.pass_began for each in way for one in each.ids)
    there = _upwards(truth, thing, side.other, pair)
    if known and not (len(there) > 1 and there[-1] is thing):
        names = " below ".join(map(str, way))
        truth.wrong("circle", f"{names} on the {side.value}, which nobody meant so")


def _upwards(truth: Truth, thing: Thing, side: Side, pair: str) -> list[Thing]:
    """A thing and all that it lies below on a side, until nothing is above or something comes again."""
    names = {str(one): one for one in truth.things}
    way = [thing]
    while (item := truth.item(way[-1], side)) is not None:
        above = names.get(truth.shown(thing.record, side, item.body)[pair])
        if above is None:
            break
        way.append(above)
        if above in way[:-1]:
            break
    return way
