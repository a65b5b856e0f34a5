"""Is the field for the last change filled from the beginning?

Some systems leave it empty until the first edit, and their filter for changes then never shows new items. Where items
without a stamp are in the list, the filter is asked twice for everything since long ago: they must be shown.
"""

from datetime import UTC, datetime

from interlock.model.fact import Confidence
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, cannot_tell

_LONG_AGO = (datetime(2000, 1, 2, tzinfo=UTC), datetime(2001, 1, 2, tzinfo=UTC))


async def _look(look: Look) -> Reply:
    survey = look.survey
    if not survey.ids:
        return cannot_tell("there are no items", survey.pages[0].shown())
    empty = {i for i, body in zip(survey.ids, survey.bodies, strict=True) if look.stamp(body) is None}
    seen = survey.evidence(f"{len(empty)} of {len(survey.ids)} items without `{look.record.updated_at.value}`")
    if not empty:
        return Reply("yes, as far as can be seen", Confidence.LIKELY, (seen,))
    if len(empty) == len(survey.ids) and len(empty) > 1:
        again = await look.page()
        if all(look.stamp(body) is None for body in again.bodies):
            return Reply(
                "no: no item that was shown has it",
                Confidence.SURE,
                (seen, again.shown("the same again")),
                {"updated_at": None, "since": None} if look.record.since.value else {"updated_at": None},
                f"`{look.record.updated_at.value}` tells when an item changed",
            )
    if look.record.since.value is None:
        return Reply("no: it is empty in some items", Confidence.LIKELY, (seen,))
    evidence, missing = [seen], []
    for moment in _LONG_AGO:
        pages = await look.pages(3, since=moment)
        evidence.append(pages[0].shown("since long ago"))
        if not pages[-1].ok:
            return cannot_tell(f"the filter is refused: {pages[-1].problem}", *evidence)
        shown = {one for page in pages for one in page.ids}
        missing.append(bool(empty - shown) and pages[-1].ended)
    if all(missing):
        return Reply(
            "no: it is empty in items that never changed, and the filter for changes does not show them",
            Confidence.SURE,
            tuple(evidence),
            {"since": None},
            "the filter shows what is new",
        )
    return Reply(
        "no: it is empty in some items; the filter for changes shows them all the same",
        Confidence.LIKELY,
        tuple(evidence),
    )


PROBE = Probe(
    question="Is the time of the last change set in every item?",
    why="a filter on an empty field never shows what is new",
    most=7,
    applies=lambda record: record.updated_at.value is not None,
    look=_look,
    order=21,
    example="12 of 50 items have `date_updated: null`, and what changed since 2000 shows none of them: no",
)
