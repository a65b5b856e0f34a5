"""The report of some days: promises kept in the stories' own words, what was held and by whom decided, what changed."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.value import JSON
from interlock.model.week import Kept, Noted, StoryKept, Week
from interlock.render.brief import Brief, Part
from interlock.render.data import dumps, headed
from interlock.render.plain import counted
from interlock.render.times import age, every, spanned

SCHEMA = "urn:interlock:schema:weekly:1"
_NOTHING = "nothing ran yet"


def week_brief(week: Week) -> Brief:
    """The report as values from which text, Markdown and a page are made."""
    all_of_them = week.counted
    promised = [one for one in all_of_them if one.promise is not None]
    came = sum(one.count for one in promised)
    in_time = sum(one.in_time for one in promised)
    share = f"{in_time:,} of {counted(came, 'change')} came in time" if came else "no change that has a promise came"
    parts = [Part("Stories", parts=tuple(_story(one, ran=week.ran) for one in week.stories))]
    parts.append(Part("Held and decided", items=tuple(_held(week))))
    changes = tuple(_changes(week))
    parts.append(Part("What changed in the document", items=changes or ("nothing that Changes or the run tell of",)))
    if week.evidence:
        noted = map(_noted, week.evidence)
        parts.append(Part("What was proven, signed and said", items=tuple(noted)))
    if week.ahead:
        # Whoever dated it wrongly is to see it, and nobody is to take it for something of these days.
        parts.append(Part("Dated in the future, so not of these days", items=tuple(map(_noted, week.ahead))))
    parts.append(Part("What needs a person now", items=week.needs or ("nothing",)))
    where = f", environment {week.environment}" if week.environment else ""
    return Brief(
        over=f"From {week.first} to {week.at:%Y-%m-%d}{where}",
        title=f"{week.title}: promises kept",
        lead=f"What the integration between {week.between} did of what the stories promise.",
        facts=(
            ("Promises", share),
            ("Excused", f"{sum(one.excused for one in all_of_them):,} came later for a reason that no promise covers"),
            ("Held now", f"{sum(count for _, count, _ in week.held.waiting):,}"),
        )
        if week.ran
        else (("Promises", _NOTHING),),
        parts=tuple(parts),
        foot=f"Made on {week.at:%Y-%m-%d %H:%M} UTC; counts and times only, no values of any item.",
    )


def _story(story: StoryKept, *, ran: bool) -> Part:
    title = story.name or "What no story speaks of"
    said = (f"“{story.sentence}”",) if story.sentence else ()
    kept = tuple(map(kept_sentence, story.kept)) or ("no record of the data map is known for it",)
    return Part(title, said, kept if ran else (_NOTHING,))


def kept_sentence(one: Kept) -> str:
    """`412 changes of Order reached Books: 409 within 15 min, 3 later (the longest took 22 min)`."""
    if not one.count and not one.excused:
        return f"no change of {one.record} had to reach {one.system}"
    new = f" ({one.created:,} of them new)" if one.created else ""
    text = f"{counted(one.count, 'change')} of {one.record} reached {one.system}{new}"
    longest = f"the longest took {spanned(one.longest_s)}"
    if one.promise is None:
        text += f"; no criterion promises a time; {longest}" if one.count else ""
    elif one.later:
        text += f": {one.in_time:,} within {every(one.promise)}, {one.later:,} later ({longest})"
    elif one.count:
        text += f": all within {every(one.promise)} ({longest})"
    if one.excused:
        text += f"; {one.excused:,} more are excused: a system did not answer, was paused, or a person had to decide"
    return text


def _held(week: Week) -> Iterator[str]:
    if not week.ran:
        yield _NOTHING
        return
    held = week.held
    least = "at least " if week.cut else ""
    yield f"{least}{counted(held.held, 'item was', 'items were')} held, {held.released:,} released"
    for name, count in held.decided:
        yield f"{name} decided about {counted(count, 'item')}"
    for kind, count, since in held.waiting:
        yield f"{count:,} still held ({kind}), the oldest for {age(since, week.at)}"


def _noted(one: Noted) -> str:
    by = f", by {one.by}" if one.by else ""
    return f"{one.at:%Y-%m-%d}: {one.what}{by}" + ("" if one.holds else " (does not count any more)")


def _changes(week: Week) -> Iterator[str]:
    for one in week.changes:
        version = f", version {one.version}" if one.version else ""
        by = f", decided by {one.by}" if one.by else ""
        yield f"{one.when}{version}{by}: {one.what}"


def week_json(week: Week, *, version: str) -> str:
    """The report as JSON (`docs/schemas/weekly.json`)."""
    held = week.held
    content: dict[str, JSON] = {
        "title": week.title,
        "version": week.version,
        "environment": week.environment,
        "at": week.at.isoformat(),
        "first": week.first.isoformat(),
        "ran": week.ran,
        "stories": [
            {"name": one.name, "sentence": one.sentence, "kept": [_kept_datum(kept) for kept in one.kept]}
            for one in week.stories
        ],
        "held": {
            "held": held.held,
            "released": held.released,
            "decided": [{"by": by, "count": count} for by, count in held.decided],
            "waiting": [
                {"kind": kind, "count": count, "oldest": since.isoformat()} for kind, count, since in held.waiting
            ],
            "at_least": week.cut,
        },
        "changes": [{"when": one.when, "version": one.version, "by": one.by, "what": one.what} for one in week.changes],
        "evidence": list(map(_noted_datum, week.evidence)),
        "ahead": list(map(_noted_datum, week.ahead)),
        "needs": list(week.needs),
    }
    return dumps(headed(SCHEMA, version, content))


def _noted_datum(one: Noted) -> JSON:
    return {"at": one.at.isoformat(), "what": one.what, "by": one.by, "holds": one.holds}


def _kept_datum(one: Kept) -> JSON:
    return {
        "record": one.record,
        "to": one.system,
        "count": one.count,
        "created": one.created,
        "in_time": one.in_time,
        "later": one.later,
        "excused": one.excused,
        "max_s": round(one.longest_s, 3) if one.count else None,
        "promised_s": None if one.promise is None else one.promise.total_seconds(),
        "criterion": one.criterion,
    }
