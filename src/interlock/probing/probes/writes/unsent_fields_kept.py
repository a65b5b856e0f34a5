"""Does an update keep the fields that it does not send?

Of two new items one field is changed, and another one is not sent. An update that is described as changing a part must
keep it. What is described as replacing the whole may keep it or empty it: that is told, too.
"""

from interlock.model.fact import Confidence
from interlock.model.path import get, put
from interlock.model.profile import Verb
from interlock.model.value import ABSENT
from interlock.probing.hand import Hand
from interlock.probing.probe import Probe, Reply, can_change, cannot_tell


async def _write(hand: Hand) -> Reply:
    operation = hand.record.operation(Verb.UPDATE)
    fields = [field for field in hand.texts if not field.required]
    sent = next((field for field in hand.texts if field.required), None) or (fields[0] if len(fields) > 1 else None)
    kept = next((field for field in fields if field is not sent), None)
    if operation is None or sent is None or kept is None:
        return cannot_tell("there are no two plain texts that an update takes, one of which may be missing")
    await hand.new()
    evidence, stays = [], []
    for _ in range(2):
        tag, body = hand.fresh()
        made = await hand.create(tag, put(put(body, kept.path, f"{tag}k"), sent.path, tag))
        before = await hand.item(made.id) if made.good else None
        if before is None or get(before.body, kept.path) in (ABSENT, None, ""):
            return cannot_tell("an item with both fields cannot be made", made.seen.shown())
        after = put(before.body, sent.path, f"{tag}s")
        if operation.replaces:
            after = {key: value for key, value in after.items() if key != kept.path.root}
        seen = await hand.update(before, after)
        evidence.append(seen.shown(f"without `{kept.path}`"))
        if not seen.good:
            return cannot_tell("such an update is refused", *evidence)
        now = await hand.changed(before, sent.path)
        if now is None:
            return cannot_tell("the change is not shown", *evidence)
        stays.append(get(now.body, kept.path) == get(before.body, kept.path))
    if len(set(stays)) > 1:
        return cannot_tell("once it was kept, once not", *evidence)
    if stays[0]:
        return Reply(f"yes ({operation.method})", Confidence.SURE, tuple(evidence))
    denied = "" if operation.replaces else f"{operation.method} changes what is sent only"
    return Reply(
        f"no: {operation.method} empties what is not sent", Confidence.SURE, tuple(evidence), {"replaces": True}, denied
    )


PROBE = Probe(
    question="Does an update keep the fields that it does not send?",
    why="where it does not, a change of one field empties all others",
    most=22,
    makes=5,
    applies=can_change,
    write=_write,
    order=35,
    example="after `PATCH` with `name` alone, `phone` is empty: no",
)
