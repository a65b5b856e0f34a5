"""Items that the sync makes: out of one thing, where none is or was, and where the document wants it."""

from __future__ import annotations

from tests.simulation.things import Thing
from tests.simulation.truth import Truth
from tests.simulation.writes.values import values

from interlock.model.decisions import StartingKind
from interlock.model.value import Side
from interlock.sandbox.item import StoredItem


def created(truth: Truth, side: Side, resource: str, item: StoredItem) -> None:
    """An item was made by the sync."""
    record = truth.record_of(side, resource)
    written = [
        {edit.thing for edit in edits}
        for pair, value in truth.shown(record, side, item.body).items()
        if (edits := truth.by_value.get((record, pair, value)))
    ]
    # What was made on both sides shares its match key with its twin, and nothing else.
    tokens = set.intersection(*written) if written else set()
    tokens = {one for one in tokens if side not in one.made_by_people} or tokens
    # What was merged into another one has left its values to that one.
    tokens = {one for one in tokens if one.merged.get(side.other) not in tokens} or tokens
    where = f"{side.value} {resource} {item.id}"
    if len(tokens) != 1:
        names = ", ".join(sorted(map(str, tokens))) or "nobody"
        truth.wrong("invention", f"{where} was created from the values of {names}")
        return
    thing = tokens.pop()
    truth.at[record, side, item.id] = thing
    truth.coming_and_going += 1
    if side in thing.unheard:
        # It was made, its answer was lost, and it was deleted before anybody could have heard of it.
        thing.unheard.discard(side)
        thing.deleted.pop(side, None)
        thing.deleted_first.pop(side, None)
        thing.ids.pop(side, None)
    if side in thing.ids:
        law = "resurrection" if side in thing.deleted or side in thing.removed else "duplicate"
        truth.wrong(law, f"{where} was created for {thing}, which has {thing.ids[side]} there already")
        return
    thing.ids[side] = item.id
    truth.say(f"    (= {thing} on the {side.value})")
    row = truth.row(record)
    missing = row.create_missing.value
    if missing is None or side not in missing.sides:
        truth.wrong("against the rule", f"{where} was created for {thing}, where nothing may be created")
    starting = row.starting.value
    if (
        truth.old(thing)
        and starting is not None
        and starting.kind is not StartingKind.ALL
        and not referred(truth, thing)
    ):
        truth.wrong("against the rule", f"{where} was created for {thing}, which was there before the start")
    values(truth, thing, side, item, {})


def referred(truth: Truth, thing: Thing) -> bool:
    """Whether anything belongs to it."""
    return any(thing in one.refs for one in truth.things)
