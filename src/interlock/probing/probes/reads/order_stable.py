"""Does the list keep its order from one request to the next?

The list is read again twice; items that both times show must come in the same order, but for those that changed
meanwhile. Paging through a list that has no order of its own shows some items twice and others never.
"""

from collections.abc import Sequence

from interlock.model.fact import Confidence
from interlock.probing.look import Listed, Look, Survey
from interlock.probing.probe import Probe, Reply, always, cannot_tell


async def _look(look: Look) -> Reply:
    first = look.survey
    if len(first.ids) < 2:
        return cannot_tell("there are fewer than two items", first.pages[0].shown())
    pages = len(first.pages)
    tries = [await look.pages(pages) for _ in range(2)]
    evidence = [first.pages[0].shown(), *(again[0].shown("the same again") for again in tries)]
    differs = [_differs(look, first, again) for again in tries]
    if any(differs) or _differs(look, Survey(tries[0]), tries[1]):
        return Reply(
            "no: the same items come in another order each time",
            Confidence.SURE,
            tuple(evidence),
            contradicts="it can be read page by page" if _paged(look) else "",
        )
    return Reply(f"yes, three times{_order(look)}", Confidence.LIKELY, tuple(evidence))


def _differs(look: Look, before: Survey, after: Sequence[Listed]) -> bool:
    """Whether items that both show, and that did not change meanwhile, come in another order."""
    was = {i: look.raw_stamp(body) for i, body in zip(before.ids, before.bodies, strict=True)}
    now = {i: look.raw_stamp(body) for page in after for i, body in zip(page.ids, page.bodies, strict=True)}
    same = [i for i in before.ids if i in now and now[i] == was[i]]
    there = set(same)
    return list(dict.fromkeys(same)) != list(dict.fromkeys(i for page in after for i in page.ids if i in there))


def _paged(look: Look) -> bool:
    return len(look.survey.pages) > 1 or not look.survey.whole


def _order(look: Look) -> str:
    """By what the list seems to be ordered, in words; empty where nothing fits."""
    ids, stamps = list(look.survey.ids), [look.stamp(body) for body in look.survey.bodies]
    known = [stamp for stamp in stamps if stamp is not None]
    if len(ids) < 3:
        return ""
    if len(known) == len(stamps) and len(set(known)) > 2:
        if known == sorted(known):
            return ", by the last change"
        if known == sorted(known, reverse=True):
            return ", by the last change, the latest first"
    counted = [int(one) for one in ids if one.isdigit() and len(one) < 19]
    numbers: list[int] | list[str] = counted if len(counted) == len(ids) else ids
    if numbers == sorted(numbers):
        return ", by id"
    return ", by id, the highest first" if numbers == sorted(numbers, reverse=True) else ""


PROBE = Probe(
    question="Does the list keep its order?",
    why="a list without an order of its own shows some items twice and others never, page by page",
    most=4,
    applies=always,
    look=_look,
    order=10,
    example="read three times, 50 items came in three orders: no",
)
