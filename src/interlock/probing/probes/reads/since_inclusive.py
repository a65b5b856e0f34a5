"""Does the filter for changes show what changed at that very moment?

Asked for what changed since the stamps of two items, each exactly as the system wrote it. An item that is not shown
proves that the moment itself is left out. An item that is shown proves little: the system may keep finer stamps than it
shows.
"""

from dataclasses import replace
from datetime import datetime

from interlock.model.fact import Confidence, Evidence
from interlock.model.profile import FilterForm
from interlock.model.value import JSON
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, cannot_tell


async def _look(look: Look) -> Reply:
    how = look.record.since.value
    if how is None:
        return cannot_tell("there is no filter")
    shown, left_out = 0, 0
    evidence: list[Evidence] = []
    for item_id, at, raw in _latest(look)[:2]:
        written = raw if isinstance(raw, str) and how.form is not FilterForm.HEADER and not how.epoch else None
        pages = await look.pages(3, since=at, written=written)
        if not pages[0].ok and written is not None:
            pages = await look.pages(3, since=at)
        if not pages[-1].ok:
            return cannot_tell(f"the filter is refused: {pages[-1].problem}", *evidence, pages[-1].shown())
        found = any(item_id in page.ids for page in pages)
        evidence.append(pages[0].shown(f"the stamp of an item, which is {'shown' if found else 'not shown'}"))
        if found:
            shown += 1
        elif pages[-1].ended:
            left_out += 1
    if left_out and not shown:
        sure = Confidence.SURE if left_out > 1 else Confidence.LIKELY
        denied = "it shows what changed at or after the moment" if how.inclusive else ""
        return Reply(
            "no: only what changed later", sure, tuple(evidence), {"since": replace(how, inclusive=False)}, denied
        )
    if shown and not left_out:
        return Reply("yes, as far as can be seen", Confidence.LIKELY, tuple(evidence))
    return cannot_tell("no two items gave the same answer", *evidence)


def _latest(look: Look) -> list[tuple[str, datetime, JSON]]:
    """The items that changed last, one for each stamp: few others follow them."""
    found: dict[datetime, tuple[str, datetime, JSON]] = {}
    for item_id, body in zip(look.survey.ids, look.survey.bodies, strict=True):
        at = look.stamp(body)
        if at is not None:
            found.setdefault(at, (item_id, at, look.raw_stamp(body)))
    return [found[at] for at in sorted(found, reverse=True)]


PROBE = Probe(
    question="Does it show what changed at that very moment?",
    why="where it does not, two changes in the same second lose one of them",
    most=12,
    applies=lambda record: record.since.value is not None and record.updated_at.value is not None,
    look=_look,
    order=22,
    example="`?since=1700000000000`, the stamp of an item, does not show that item: no",
)
