"""Does paging show every item once?

The list is read in small pages, and compared with what larger ones showed. An item that comes twice, one that is left
out, or a second page that is the first one again is looked for a second time before it is believed.
"""

from dataclasses import replace

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.profile import PagingStyle, RecordProfile
from interlock.probing.look import Listed, Look, Survey
from interlock.probing.probe import Probe, Reply, cannot_tell
from interlock.probing.seen import counted

_PAGES = 4


async def _look(look: Look) -> Reply:
    if len(look.survey.ids) < 2:
        return cannot_tell("there are fewer than two items", look.survey.pages[0].shown())
    paging = look.record.paging.value
    size = max(1, min(5, len(look.survey.ids) // 3)) if paging is not None and paging.size_param else None
    evidence: list[Evidence] = []
    wrong: list[str] = []
    whole = look.survey
    for _ in range(2):
        pages = await look.pages(_PAGES, size=size)
        evidence.append(pages[-1].shown(f"page {len(pages)}"))
        wrong.append(_wrong(whole, pages))
        if not wrong[-1]:
            break
        # Items may have moved since the first look: the second time it is compared with a new one.
        whole = Survey(await look.pages(len(look.survey.pages)))
    if wrong[-1]:
        if wrong[0] and len(wrong) == 2:
            return await _otherwise(look, wrong[1], tuple(evidence), size)
        return cannot_tell(f"once {wrong[-1]}, once not", *evidence)
    if len(pages) < 2:
        return cannot_tell("all items came in one page", *evidence)
    more = await look.pages(_PAGES, size=size)
    evidence.append(more[-1].shown(f"page {len(more)} again"))
    if _wrong(look.survey, more):
        return cannot_tell(f"once {_wrong(look.survey, more)}, once not", *evidence)
    return Reply(f"yes, through {len(pages)} pages, twice", Confidence.SURE, tuple(evidence))


def _wrong(whole: Survey, pages: tuple[Listed, ...]) -> str:
    """What is wrong with the pages, beside what larger ones showed; empty where nothing is."""
    broken = next((page for page in pages if not page.ok), None)
    if broken is not None:
        return broken.problem
    ids = [one for page in pages for one in page.ids]
    twice = len(ids) - len(set(ids))
    if twice:
        return f"{counted(twice, 'item comes', 'items come')} twice"
    wanted = list(whole.ids if pages[-1].ended else whole.ids[: len(ids)])
    shown = set(ids)
    if not pages[-1].ended:
        # New items in front push the last ones out of sight, and none in the middle.
        for _ in shown - set(whole.ids):
            if wanted and wanted[-1] not in shown:
                wanted.pop()
    missing = sum(one not in shown for one in wanted)
    return f"{counted(missing, 'item is', 'items are')} left out" if missing else ""


async def _otherwise(look: Look, wrong: str, evidence: tuple[Evidence, ...], size: int | None) -> Reply:
    """What to make of pages that are wrong: a number that was taken for pages may count items, or the other way."""
    paging, known = look.record.paging.value, look.record
    if paging is not None and paging.style in _OTHER:
        style, words = _OTHER[paging.style]
        other = replace(paging, style=style, first=1 if style is PagingStyle.PAGE else 0)
        look.record = replace(known, paging=Fact(other))
        try:
            tries = [await look.pages(_PAGES, size=size) for _ in range(2)]
        finally:
            look.record = known
        if all(_sound(look, pages) for pages in tries):
            evidence = (*evidence, *(pages[-1].shown(f"read by {style.value}") for pages in tries))
            answer = f"no: {wrong}; `{paging.token_param}` {words}, and read so it does"
            return Reply(answer, Confidence.SURE, evidence, {"paging": other}, _said(look))
    return Reply(f"no: {wrong}", Confidence.SURE, evidence, contradicts=_said(look))


def _sound(look: Look, pages: tuple[Listed, ...]) -> bool:
    """Whether several pages begin as the list does, and show no item twice."""
    ids = [one for page in pages for one in page.ids]
    begins = bool(ids) and ids[0] in look.survey.pages[0].ids[:1]
    return begins and len(pages) > 1 and all(page.ok for page in pages) and len(set(ids)) == len(ids)


_OTHER = {
    PagingStyle.PAGE: (PagingStyle.OFFSET, "counts items and not pages"),
    PagingStyle.OFFSET: (PagingStyle.PAGE, "counts pages and not items"),
}


def _said(look: Look) -> str:
    paging = look.record.paging.value
    return f"it is read by {paging.style.value}" if paging is not None else ""


def _is_paged(record: RecordProfile) -> bool:
    return record.paging.value is not None and record.paging.value.style is not PagingStyle.NONE


PROBE = Probe(
    question="Does paging show every item once?",
    why="items that paging skips are never synced, and those that it repeats cost requests",
    most=24,
    applies=_is_paged,
    look=_look,
    order=12,
    example="the second page shows the items of the first one: no",
)
