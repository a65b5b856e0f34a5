"""Does the system keep to the size of a page that it is asked for?

Asked for one item and for two, and for as many as are said to be allowed. A system that ignores the size, or gives
fewer than asked for while more follow, makes a short page look like the last one.
"""

from dataclasses import replace

from interlock.model.fact import Confidence
from interlock.model.profile import RecordProfile
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, cannot_tell


async def _look(look: Look) -> Reply:
    paging = look.record.paging.value
    if paging is None or len(look.survey.ids) < 3:
        return cannot_tell("there are fewer than three items", look.survey.pages[0].shown())
    small = [await look.page(size=size) for size in (1, 2)]
    evidence = tuple(page.shown() for page in small)
    if not all(page.ok for page in small):
        return cannot_tell("the size is refused", *evidence)
    got = tuple(len(page.ids) for page in small)
    if got != (1, 2):
        if got[0] == got[1]:
            facts = {"paging": replace(paging, size_param="", size_default=None, size_max=None)}
            answer = f"no: {got[0]} items come, whatever is asked for"
            return Reply(answer, Confidence.SURE, evidence, facts, f"`{paging.size_param}` sets the size of a page")
        return Reply(f"no: {got[0]} and {got[1]} items come where 1 and 2 are asked for", Confidence.LIKELY, evidence)
    most = paging.size_max
    if most is None or most <= 2:
        return Reply("yes", Confidence.SURE, evidence)
    large = await look.page(size=most)
    evidence = (*evidence, large.shown())
    if not large.ok:
        answer = f"yes, but {most} at once are refused"
        return Reply(answer, Confidence.LIKELY, evidence, contradicts=f"up to {most} are allowed")
    if not large.ended and len(large.ids) < most:
        facts = {"paging": replace(paging, size_max=len(large.ids))}
        answer = f"yes, up to {len(large.ids)}; where {most} are asked for, {len(large.ids)} come and more follow"
        return Reply(answer, Confidence.SURE, evidence, facts, f"up to {most} are allowed")
    return Reply("yes", Confidence.SURE, evidence)


def _has_size(record: RecordProfile) -> bool:
    return record.paging.value is not None and bool(record.paging.value.size_param)


PROBE = Probe(
    question="Does it keep to the size of a page?",
    why="where it does not, a short page looks like the last one",
    most=3,
    applies=_has_size,
    look=_look,
    order=11,
    example="`per_page=1` and `per_page=2` are both answered with 10 items: no",
)
