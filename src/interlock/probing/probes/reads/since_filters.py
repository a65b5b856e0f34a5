"""Does the filter for changes filter?

Asked twice for what changed in the future, which must be nothing, and up to twice for what changed since a moment
between two items that the list shows, which must be the later ones and no earlier one. A system that does not know the
parameter answers as if it were not there; one that reads it wrongly leaves changes out.
"""

from datetime import datetime, timedelta
from itertools import pairwise

from interlock.model.fact import Confidence, Evidence
from interlock.probing.look import Listed, Look
from interlock.probing.probe import Probe, Reply, cannot_tell
from interlock.probing.seen import counted

_SOON, _LATER = timedelta(days=2), timedelta(days=400)


async def _look(look: Look) -> Reply:
    how = look.record.since.value
    if not look.survey.ids:
        return cannot_tell("there are no items", look.survey.pages[0].shown())
    ahead = [await look.page(since=look.now() + span) for span in (_SOON, _LATER)]
    evidence = tuple(page.shown("a moment to come") for page in ahead)
    refused = [page for page in ahead if not page.ok]
    if len(refused) == 2 and not (await look.page(since=_oldest(look))).ok:
        return Reply(
            "no: it is refused",
            Confidence.SURE,
            evidence,
            {"since": None},
            f"`{how.parameter if how else ''}` shows what changed",
        )
    if all(page.ok and page.ids for page in ahead):
        return Reply(
            "no: it is accepted and does nothing; changes are found in the whole list only",
            Confidence.SURE,
            evidence,
            {"since": None},
            f"`{how.parameter if how else ''}` shows what changed",
        )
    if any(page.ok and page.ids for page in ahead):
        return cannot_tell("asked twice for changes to come, it showed none once and some once", *evidence)
    return await _between(look, evidence)


async def _between(look: Look, evidence: tuple[Evidence, ...]) -> Reply:
    """Ask for what changed since before all that is there, and since moments between two items."""
    sound = 0
    for cut, later, earlier in [*_before_all(look), *_cuts(look)[:2]]:
        page = await look.page(since=cut)
        evidence = (*evidence, page.shown("between two items" if earlier else "before all of them"))
        if not page.ok:
            return cannot_tell(f"the filter is refused: {page.problem}", *evidence)
        missing = await _missing(look, cut, later, page)
        if missing:
            told = f"{len(missing)} of {counted(len(later), 'item')} that changed later"
            return _not(f"no: it leaves changes out; {told} were not shown, twice", evidence)
        if earlier & set(page.ids):
            again = await look.page(since=cut)
            evidence = (*evidence, again.shown("the same again"))
            if earlier & set(again.ids):
                return _not("no: it shows items that did not change since, too", evidence)
            return cannot_tell("the same question was answered in two ways", *evidence)
        sound += bool(earlier)
    if not sound:
        return Reply(
            "yes, as far as can be seen: nothing is shown for a moment to come; the stamps of the items that are there "
            "lie too close together for more",
            Confidence.LIKELY,
            evidence,
        )
    return Reply("yes", Confidence.SURE, evidence, {"since": look.record.since.value})


def _not(answer: str, evidence: tuple[Evidence, ...]) -> Reply:
    return Reply(answer, Confidence.SURE, evidence, {"since": None}, "it shows what changed")


def _before_all(look: Look) -> list[tuple[datetime, set[str], set[str]]]:
    """A moment a little before all stamps, with all items that have one; nothing where the list goes on."""
    stamped = {i for i, body in zip(look.survey.ids, look.survey.bodies, strict=True) if look.stamp(body) is not None}
    if not stamped or not look.survey.whole:
        return []
    return [(_oldest(look), stamped, set())]


async def _missing(look: Look, cut: datetime, later: set[str], page: Listed) -> set[str]:
    """The items that changed later and are shown neither now nor a second time, where the page is all there is."""
    missing = later - set(page.ids) if page.ended else set()
    if missing:
        again = await look.pages(3, since=cut)
        missing &= later - {one for part in again for one in part.ids} if again[-1].ended else set()
    return missing


def _oldest(look: Look) -> datetime:
    stamps = [stamp for body in look.survey.bodies if (stamp := look.stamp(body)) is not None]
    return min(stamps, default=look.now() - timedelta(days=30)) - timedelta(seconds=2)


def _cuts(look: Look) -> list[tuple[datetime, set[str], set[str]]]:
    """Moments between the stamps of items, far enough from both, with the items after and before them."""
    stamped = {
        item_id: stamp
        for item_id, body in zip(look.survey.ids, look.survey.bodies, strict=True)
        if (stamp := look.stamp(body)) is not None
    }
    step = timedelta(seconds=max(look.step_s, look.record.stamp_resolution_s.value or 0.0, 0.001))
    moments = sorted(set(stamped.values()))
    # The widest gaps first: there a moment is least likely to be rounded onto an item.
    gaps = sorted(pairwise(moments), key=lambda pair: pair[0] - pair[1])
    found = []
    for before, after in gaps:
        if after - before < 2 * step:
            continue
        cut = before + (after - before) / 2 if after - before >= 4 * step else before + step
        found.append(
            (
                cut,
                {one for one, stamp in stamped.items() if stamp >= after},
                {one for one, stamp in stamped.items() if stamp <= before - step},
            )
        )
    return found


PROBE = Probe(
    question="Does the filter for changes filter?",
    why="a filter that does nothing, or leaves changes out, makes a sync miss changes for ever",
    most=13,
    applies=lambda record: record.since.value is not None,
    look=_look,
    order=20,
    example="`updated_since` in the year 2099 is answered with 251 items: no",
)
