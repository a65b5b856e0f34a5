"""Items that the sync changes: somebody's, in a direction that is agreed, and in mapped fields only."""

from __future__ import annotations

from tests.simulation.truth import Truth
from tests.simulation.writes.going import archived, merged_and_gone, removed
from tests.simulation.writes.looks import unprotected
from tests.simulation.writes.values import values

from interlock.model.value import Side
from interlock.sandbox.item import StoredItem

_MANAGED = frozenset({"id", "created_at", "updated_at", "deleted", "archived"})


def changed(truth: Truth, side: Side, resource: str, was: StoredItem, item: StoredItem) -> None:
    """An item was changed by the sync."""
    record = truth.record_of(side, resource)
    thing = truth.at.get((record, side, item.id))
    where = f"{side.value} {resource} {item.id}"
    # Where it was merged into what is deleted by now, nothing shows that it was merged: it counts as deleted.
    joins = thing is not None and side.other in thing.merged and not merged_and_gone(thing, side.other)
    if thing is not None and joins and not item.deleted:
        thing = truth.joined(thing, side)
    if thing is not None and side.other not in thing.ids:
        # It is written, and so it took over the counterpart of what people merged into it.
        merged = [one for one in truth.things if one.merged.get(side) is thing and side.other in one.ids]
        if len(merged) == 1:
            truth.joined(merged[0], side.other)
    if thing is None:
        truth.wrong("invention", f"{where} was changed, which is nobody's")
        return
    direction = truth.row(record).direction.value
    if direction is None or not direction.writes(side):
        truth.wrong("against the direction", f"{where} of {thing} was written")
    if item.deleted and not was.deleted:
        removed(truth, thing, side, was)
        return
    if item.archived != was.archived or item.body.get("archived") != was.body.get("archived"):
        archived(truth, thing, side)
    before = truth.shown(record, side, was.body)
    values(truth, thing, side, item, before)
    mapped = {path.root for pair in truth.mappings[record].pairs for path in pair.fields(side)}
    for name in sorted(set(was.body) | set(item.body)):
        if name in mapped or name in _MANAGED or was.body.get(name) == item.body.get(name):
            continue
        if not unprotected(truth, side, resource, item.id):
            truth.wrong("touched", f"`{name}` of {where}, which is not mapped")
