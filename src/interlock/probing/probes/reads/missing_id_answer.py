"""What is answered to a request for an item that never was?

Two ids are asked for that look like real ones. What differs from 404 tells how a deleted item must be recognised: some
systems answer 200 with an error in the body, 400, 403 or a web page.
"""

from interlock.model.fact import Confidence
from interlock.model.profile import FieldType
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, can_get, cannot_tell
from interlock.probing.seen import Seen


async def _look(look: Look) -> Reply:
    ids = _never(look)
    seen = [await look.get(one) for one in ids]
    evidence = tuple(one.shown("an id that never was") for one in seen)
    shown = [look.body(one) for one in seen]
    if any(body is not None for body in shown):
        return Reply(
            "another item, or an empty one: an answer does not prove that the item is there", Confidence.SURE, evidence
        )
    statuses = {one.status for one in seen}
    if len(statuses) > 1:
        return cannot_tell("it answers in different ways", *evidence)
    form = _form(seen[0])
    status = statuses.pop()
    if status < 300:
        return Reply(f"{status} with an error in the body, {form}", Confidence.SURE, evidence)
    return Reply(f"{status}, {form}", Confidence.SURE, evidence)


def _form(seen: Seen) -> str:
    if seen.is_page:
        return "a web page"
    return "as JSON" if seen.response.body.strip() and seen.data is not None else "without a body"


def _never(look: Look) -> tuple[str, str]:
    """Two ids in the form of the real ones, which no item has."""
    known = set(look.survey.ids)
    field = look.record.field(look.record.id_path)
    sample = look.survey.ids[0] if look.survey.ids else ""
    if sample.isdigit() or (not sample and field is not None and field.type is FieldType.INTEGER):
        return "2147480011", "2147480012"
    if not sample:
        return "00000000-0000-4000-8000-00000000a011", "00000000-0000-4000-8000-00000000a012"
    found = []
    for sign in "z9a8b7c6":
        turned = "".join(
            sign if (c.isdigit() if sign.isdigit() else c.isalpha()) and i > 3 else c for i, c in enumerate(sample)
        )
        other = turned if turned != sample else sample[:-1] + sign
        if other not in known and other not in found:
            found.append(other)
    return (found[0], found[1]) if len(found) > 1 else (f"{sample}0", f"{sample}1")


PROBE = Probe(
    question="What is answered to an id that never was?",
    why="an item that cannot be told from a deleted one is deleted on the other side, or never is",
    most=2,
    applies=can_get,
    look=_look,
    order=40,
    example="404, as JSON",
)
