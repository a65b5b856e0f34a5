"""Does the time of the last change move when an item changes, and only then?

Of a new item one field is changed twice, more than a second apart, and then written a third time with the value that it
has. A stamp that stays hides changes; one that moves without a change makes a sync take its own writes for news.
"""

from itertools import pairwise

from interlock.model.fact import Confidence
from interlock.model.path import put
from interlock.model.peer import Item
from interlock.model.profile import RecordProfile, Verb
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, cannot_tell

_APART_S = 1.2


async def _write(hand: Hand) -> Reply:
    if not hand.texts:
        return cannot_tell("there is no plain text that an update takes")
    made = await hand.new()
    before = await hand.item(made.id)
    if before is None:
        return cannot_tell("the new item is not shown")
    name = hand.record.updated_at.value
    stamps, evidence = [before.body], [made.seen.shown(tells="a stamp" if hand.raw_stamp(before.body) else "no stamp")]
    apart_s = max(_APART_S, min(2.0, 2 * (hand.record.stamp_resolution_s.value or 0.0)))
    texts = (f"{made.tag}b", f"{made.tag}c", f"{made.tag}c")
    for text, what in zip(texts, ("a change", "another change", "the same value again"), strict=True):
        await hand.clock.sleep(apart_s)
        seen = await hand.update(_without(hand, before), put(before.body, hand.texts[0].path, text))
        if not seen.good:
            return cannot_tell("the item cannot be changed", *evidence, seen.shown(what))
        if what == "the same value again":  # nothing shows when that has arrived
            await hand.clock.sleep(apart_s)
            now = await hand.item(made.id)
        else:
            now = await hand.changed(before, hand.texts[0].path)
        if now is None:
            return cannot_tell("the changed item is not shown", *evidence)
        before = now
        stays = hand.raw_stamp(now.body) == hand.raw_stamp(stamps[-1])
        evidence.append(seen.shown(what, tells="the stamp stayed" if stays else "the stamp moved"))
        stamps.append(now.body)
    moved = [hand.raw_stamp(b) != hand.raw_stamp(a) for a, b in pairwise(stamps)]
    if not moved[0] and not moved[1]:
        facts = {"updated_at": None, **({"since": None} if hand.record.since.value else {})}
        return Reply(
            "no: it stays when the item changes",
            Confidence.SURE,
            tuple(evidence),
            facts,
            f"`{name}` tells when an item changed",
        )
    if not (moved[0] and moved[1]):
        return cannot_tell("once it moved, once it stayed", *evidence)
    empty = "; a new item has none" if hand.raw_stamp(stamps[0]) is None else ""
    echo = "; also when the same value is written again" if moved[2] else "; not when the same value is written again"
    return Reply(f"yes{empty}{echo}", Confidence.SURE, tuple(evidence))


def _without(hand: Hand, item: Item) -> Item:
    """The item as if the field were not there: then it is sent, also where its value is the same."""
    root = hand.texts[0].path.root
    return item._replace(body={key: value for key, value in item.body.items() if key != root})


def _applies(record: RecordProfile) -> bool:
    return (
        record.updated_at.value is not None
        and record.operation(Verb.UPDATE) is not None
        and record.operation(Verb.GET) is not None
    )


PROBE = Probe(
    question="Does the time of the last change move with a change?",
    why="a stamp that stays hides changes; one that always moves turns a sync's own writes into news",
    most=18,
    makes=3,
    applies=_applies,
    write=_write,
    order=15,
    example="yes; also when the same value is written again",
)
