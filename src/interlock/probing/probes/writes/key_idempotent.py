"""Is a create that is sent twice with the same key done once?

The same create is sent three times with the same idempotency key. It must show the same item, and the list must have it
once. A system that ignores the key makes three.
"""

from interlock.model.fact import Confidence
from interlock.probing.bodies import carries
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, cannot_tell


async def _write(hand: Hand) -> Reply:
    header = hand.record.idempotency_header.value
    if header is None:
        return cannot_tell("the description names no header for a key")
    await hand.new()
    tag, body = hand.fresh()
    made = [await hand.create(tag, body, key=tag) for _ in range(3)]
    words = (f"{header}: a new key", "the same key again", "the same key again")
    evidence = [one.seen.shown(word) for one, word in zip(made, words, strict=True)]
    claim = f"a create with `{header}` can be sent twice"
    if not made[0].good:
        return cannot_tell("the first was not done", *evidence)
    ids = {one.id for one in made if one.good}
    if len(ids) > 1:
        return Reply(
            f"no: {len(ids)} items were made", Confidence.SURE, tuple(evidence), {"idempotency_header": None}, claim
        )
    there, whole = await _there(hand, tag)
    if len(there) > 1:
        return Reply(
            f"no: the list has {len(there)} of them",
            Confidence.SURE,
            tuple(evidence),
            {"idempotency_header": None},
            claim,
        )
    if not all(one.seen.good for one in made[1:]):
        status = made[1].seen.status
        return Reply(f"it is done once; the second is refused with {status}", Confidence.SURE, tuple(evidence))
    facts = {"idempotency_header": header}
    if whole:
        return Reply("yes: one item, shown three times", Confidence.SURE, tuple(evidence), facts)
    return Reply("yes, by its answers; the list is too long to be searched", Confidence.LIKELY, tuple(evidence), facts)


async def _there(hand: Hand, tag: str) -> tuple[set[str], bool]:
    """The items of the list that carry the mark, and whether the list was read to its end."""
    since = hand.survey.pages[0].seen.asked if hand.record.since.value is not None and hand.survey.pages else None
    pages = await hand.pages(6, since=since)
    found = {i for page in pages for i, body in zip(page.ids, page.bodies, strict=True) if carries(body, tag)}
    return found, pages[-1].ok and pages[-1].ended


PROBE = Probe(
    question="Is a create that is sent twice with the same key done once?",
    why="a create whose answer was lost is sent again with its key; where that is ignored, there are two",
    most=14,
    makes=6,
    applies=lambda record: record.idempotency_header.value is not None,
    write=_write,
    order=40,
    example="the same key twice shows two ids: no",
)
