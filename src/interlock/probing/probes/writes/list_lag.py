"""How long until what was written is shown?

Two items are created; each is asked for alone and looked for in the list, again and again, until it is shown. Systems
that list from an index show new items late: a cursor that has passed by then misses them.
"""

from datetime import timedelta

from interlock.model.fact import Confidence, Evidence
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, always, cannot_tell

_WAITS_S = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


async def _write(hand: Hand) -> Reply:
    late, evidence = [], []
    for _ in range(2):
        made = await hand.new()
        wrote = hand.clock.now()
        if hand.can_get:
            seen = await hand.get(made.id)
            if not seen.good:
                evidence.append(seen.shown("just created"))
        shown_s, seen_in = await _shown_after(hand, made.id)
        evidence.append(seen_in)
        late.append((hand.clock.now() - wrote).total_seconds() if shown_s is not None and shown_s > 0 else shown_s)
    if any(one is None for one in late):
        if all(one is None for one in late):
            return Reply(
                f"not within {sum(_WAITS_S):g} s, or beyond what was read of the list",
                Confidence.LIKELY,
                tuple(evidence),
            )
        return cannot_tell("one was shown and one was not", *evidence)
    longest = max(one for one in late if one is not None)
    alone = "; alone it is not shown at once, either" if len(evidence) > 2 else ""
    if longest == 0:
        return Reply(f"it is shown at once{alone}", Confidence.SURE, tuple(evidence))
    return Reply(f"after up to {longest:.1f} s{alone}", Confidence.SURE, tuple(evidence))


async def _shown_after(hand: Hand, item_id: str) -> tuple[float | None, Evidence]:
    """After how many seconds the list shows the item; None where it did not."""
    since = hand.now() - timedelta(minutes=1) if hand.record.since.value is not None else None
    waited = 0.0
    for wait_s in _WAITS_S:
        await hand.clock.sleep(wait_s)
        waited += wait_s
        pages = await hand.pages(3, since=since)
        if any(item_id in page.ids for page in pages):
            return waited, pages[-1].shown(f"{waited:g} s after a create", hide=())
    return None, pages[-1].shown(f"{waited:g} s after a create, which is not shown")


PROBE = Probe(
    question="How long until what was written is shown in the list?",
    why="a list that shows late is passed by the cursor, unless it reaches back",
    most=50,
    makes=6,
    applies=always,
    write=_write,
    order=70,
    example="after up to 4.2 s",
)
