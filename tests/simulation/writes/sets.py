"""Sets that the sync writes: elements that somebody put there, and none that somebody took away."""

from __future__ import annotations

from tests.simulation.things import Edit, Thing, elements
from tests.simulation.truth import Truth
from tests.simulation.writes.looks import JUST_NOW, in_window, unprotected

from interlock.model.decisions import Direction
from interlock.model.value import Side
from interlock.sandbox.item import StoredItem


def changed(truth: Truth, thing: Thing, side: Side, item: StoredItem, pair: str, was: str, now: str) -> None:
    """A set of an item became another one; what it was is empty where the item is new."""
    known = truth.mappings[thing.record].pair(pair)
    assert known is not None
    where = f"`{pair}` of {thing} on the {side.value}"
    for one in sorted(elements(was) - elements(now)):
        in_window(truth, thing, side, item, pair, one)
    for one in sorted(elements(now) - elements(was)):
        edits = _edits_of(truth, thing, side, pair, one)
        if not edits:
            truth.wrong("invention", f"{where} has {one!r} now, which nobody wrote for it")
        both = known.direction is Direction.BOTH and bool(was)
        stayed = not (thing.deleted or thing.merged or thing.back or _just_taken(truth, thing, pair, one))
        taken_away = stayed and bool(edits) and all(edit.replaced for edit in edits)
        if truth.calm and both and taken_away and not unprotected(truth, side, item.resource, item.id):
            truth.wrong("going back", f"{where} has {one!r} again, which somebody took away")
    for kept in (truth.seen_at, truth.met_at):
        kept.setdefault((thing.record, side, item.id, pair), set()).add(now)


def _edits_of(truth: Truth, thing: Thing, side: Side, pair: str, element: str) -> list[Edit]:
    """Who put it there; where it names what was merged on the other side, also who named what that became."""
    found = truth.wrote(thing, pair, element)
    if not found and truth.refers(thing.record, pair):
        named = next((one for one in truth.things if str(one) == element), None)
        while named is not None and (named := named.merged.get(side.other)) is not None:
            found += truth.wrote(thing, pair, str(named))
    return found


def _just_taken(truth: Truth, thing: Thing, pair: str, element: str) -> bool:
    """Whether people took it away while the sync was at work, which may have read the set before."""
    number, at = truth.taken_at.get((thing, pair, element), (0, None))
    if truth.pass_began is not None or at is None:
        return truth.pass_began is not None and number > truth.pass_began
    return truth.boxes[Side.LEFT].clock.now() - at < 2 * JUST_NOW
