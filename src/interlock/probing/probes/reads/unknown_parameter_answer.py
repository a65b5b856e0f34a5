"""What becomes of a parameter that the system does not know?

Two parameters are sent that no system has. Where they are refused, a filter that is misspelt is noticed; where they are
ignored, it is not, and each filter has to prove that it filters.
"""

from interlock.model.fact import Confidence
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, always, cannot_tell

_NAMES = ("interlock_probe", "interlock_probe__gte")


async def _look(look: Look) -> Reply:
    pages = [await look.page(more=((name, "1"),)) for name in _NAMES]
    evidence = tuple(page.shown() for page in pages)
    if all(page.ok for page in pages):
        if look.survey.ids and all(not page.ids for page in pages):
            return Reply("the list is empty then: it is taken for a condition", Confidence.SURE, evidence)
        return Reply("it is ignored: a filter that is not known does nothing", Confidence.SURE, evidence)
    statuses = {page.seen.status for page in pages}
    if len(statuses) == 1 and not any(page.ok for page in pages):
        return Reply(f"it is refused with {statuses.pop()}", Confidence.SURE, evidence)
    return cannot_tell("it answers in different ways", *evidence)


PROBE = Probe(
    question="What becomes of a parameter that it does not know?",
    why="where unknown parameters are ignored, a filter that was renamed shows everything, unnoticed",
    most=2,
    applies=always,
    look=_look,
    order=13,
    example="`?interlock_probe=1` is answered with all items: it is ignored",
)
