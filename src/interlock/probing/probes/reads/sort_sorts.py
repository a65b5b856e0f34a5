"""Does the parameter for the order of the list order it?

The list is read twice in the order of changes; the stamps must not go back.
"""

from interlock.model.fact import Confidence
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, cannot_tell


async def _look(look: Look) -> Reply:
    sort = look.record.sort.value
    pages = [await look.page() for _ in range(2)]
    plain = await look.page(sort=False)
    evidence = tuple(page.shown("by the last change") for page in pages)
    if sort is None or not all(page.ok for page in pages):
        return cannot_tell("it is refused", *evidence)
    orders = [[stamp for body in page.bodies if (stamp := look.stamp(body)) is not None] for page in pages]
    if any(len(set(order)) < 3 for order in orders):
        return cannot_tell("there are too few items with different stamps", *evidence)
    if all(order == sorted(order) for order in orders):
        same = [look.stamp(body) for body in plain.bodies] == orders[0]
        rest = "; it is the order without it, too" if same else ""
        return Reply(f"yes{rest}", Confidence.LIKELY if same else Confidence.SURE, evidence)
    return Reply(
        "no: the stamps go back and forth",
        Confidence.SURE,
        evidence,
        {"sort": None},
        f"`{sort[0].name}={sort[1]}` orders by the last change",
    )


PROBE = Probe(
    question="Does the list come in the order that is asked for?",
    why="a list that is read while it changes is complete only in the order of changes",
    most=3,
    applies=lambda record: record.sort.value is not None and record.updated_at.value is not None,
    look=_look,
    order=14,
    example="`sort=updated_at` shows 09:12, 09:07, 10:30: no",
)
