"""Does the answer to a create show the item, as it is?

An item is created, and the answer compared with the item as it is shown alone. Some systems answer without the item, or
with what was sent in place of what was kept.
"""

from interlock.model.fact import Confidence
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, always


async def _write(hand: Hand) -> Reply:
    made = [await hand.new() for _ in range(2)]
    evidence = [one.seen.shown(tells="the item" if one.body is not None else "no item") for one in made]
    if all(one.body is None for one in made):
        return Reply("no: it shows no item; it has to be read after it was written", Confidence.SURE, tuple(evidence))
    if not hand.can_get:
        return Reply("yes", Confidence.LIKELY, tuple(evidence))
    other: list[set[str]] = []
    for one in made:
        kept = await hand.item(one.id)
        seen = await hand.get(one.id)
        shown = one.body or {}
        if kept is not None:
            alone = kept.body
            other.append({key for key in alone if key not in shown or shown[key] != alone[key]})
        evidence.append(seen.shown("just created"))
    always = set.intersection(*other) if other else set()
    if always:
        names = ", ".join(f"`{key}`" for key in sorted(always)[:6])
        return Reply(f"no: {names} is otherwise when read alone", Confidence.SURE, tuple(evidence))
    return Reply("yes", Confidence.SURE if len(other) > 1 else Confidence.LIKELY, tuple(evidence))


PROBE = Probe(
    question="Does the answer to a create show the item as it is?",
    why="what is not shown has to be read again, and what is shown wrongly is taken for agreed",
    most=14,
    makes=4,
    applies=always,
    write=_write,
    order=10,
    example='`{"error": false, "message": "created"}`: no',
)
