"""Does an item carry a version (ETag), a strong one, the same while nothing changes, and is it heeded when reading?

The same item is asked for three times, the last time with the version that was shown. Whether writes heed it only a
write can tell.
"""

from interlock.model.fact import Confidence
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, can_get, cannot_tell


async def _look(look: Look) -> Reply:
    if not look.survey.ids:
        return cannot_tell("there are no items", look.survey.pages[0].shown())
    item_id = look.survey.ids[-1]
    seen = [await look.get(item_id) for _ in range(2)]
    evidence = [one.shown(tells=f"etag: {one.etag}" if one.etag else "no etag") for one in seen]
    if not all(one.good for one in seen):
        return cannot_tell("the item is not shown", *(one.shown() for one in seen))
    first, second = seen[0].etag, seen[1].etag
    claimed = look.record.version.value == "etag"
    denied = "writes are protected by its ETag" if claimed else ""
    facts = {"version": None} if claimed else {}
    if not first or not second:
        return Reply("no: items carry none", Confidence.SURE, tuple(evidence), facts, denied)
    if first != second and look.body(seen[0]) == look.body(seen[1]):
        return Reply(
            "no: it differs each time, though nothing changed", Confidence.SURE, tuple(evidence), facts, denied
        )
    if first != second:
        return cannot_tell("the item changed meanwhile", *evidence)
    third = await look.get(item_id, {"if-none-match": first})
    evidence.append(third.shown())
    kind = (
        "a weak one, which systems often make of the text of the answer" if first.startswith("W/") else "a strong one"
    )
    heeded = "heeded when reading" if third.status == 304 else "not heeded when reading"
    return Reply(f"yes, {kind}, {heeded}", Confidence.SURE, tuple(evidence))


PROBE = Probe(
    question="Do items carry a version (ETag)?",
    why="without a version, a write may go over somebody's newer one",
    most=3,
    applies=can_get,
    look=_look,
    order=41,
    example='`ETag: "1700000000000"` twice, and 304 to `If-None-Match`: yes, a strong one, heeded when reading',
)
