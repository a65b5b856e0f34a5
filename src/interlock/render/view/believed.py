"""What an assumption rests on: a system's description, or somebody's word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from interlock.model.document import Assumption, Document, Phrase
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.render.view.model import AssumptionView, Held

REF = "Assumptions and considerations"

Judged = tuple[Held, str]


def assumption_view(document: Document, one: Assumption, profiles: Mapping[Side, SystemProfile]) -> AssumptionView:
    """The assumption with what is known of it; what no description speaks of is believed by the owner."""
    judge = _JUDGES.get(one.fact.shape) if one.fact is not None else None
    found = judge(document, one.fact, profiles) if judge is not None and one.fact is not None else None
    held, by = found or (Held.BELIEVED, _believer(document))
    return AssumptionView(REF, one.text, held, by)


def _believer(document: Document) -> str:
    return f"{document.owner.name}, the owner" if document.owner is not None and document.owner.name else "nobody yet"


def _described(document: Document, fact: Phrase, profiles: Mapping[Side, SystemProfile]) -> SystemProfile | None:
    side = document.side(str(fact.args.get("system", "")))
    return profiles.get(side) if side is not None else None


def _rate_limit(document: Document, fact: Phrase, profiles: Mapping[Side, SystemProfile]) -> Judged | None:
    profile = _described(document, fact, profiles)
    known = profile.rate_limit.value if profile is not None else None
    count, time = fact.args.get("count"), fact.args.get("duration")
    if known is None or not isinstance(count, int) or not isinstance(time, timedelta) or not time or not known.per_s:
        return None
    many = "1 request" if known.requests == 1 else f"{known.requests:,} requests"
    said = f"the API description of {fact.args['system']}: {many} per {_time(known.per_s)}"
    stated, described = count / time.total_seconds(), known.requests / known.per_s
    return (Held.PROVEN if stated <= described * 1.000001 else Held.CONTRADICTED), said


def _times_in(document: Document, fact: Phrase, profiles: Mapping[Side, SystemProfile]) -> Judged | None:
    profile = _described(document, fact, profiles)
    zones = {field.zone for record in profile.records for field in record.fields if field.zone} if profile else set()
    if not zones:
        return None
    same = zones == {str(fact.args.get("zone", ""))}
    said = f"the API description of {fact.args['system']}: {', '.join(sorted(zones))}"
    return (Held.PROVEN if same else Held.CONTRADICTED), said


def _time(seconds: float) -> str:
    for name, length in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if seconds >= length and seconds % length == 0:
            count = int(seconds // length)
            return name if count == 1 else f"{count} {name}s"
    return f"{seconds:g} seconds"


_JUDGES: dict[str, Callable[[Document, Phrase, Mapping[Side, SystemProfile]], Judged | None]] = {
    "rate_limit": _rate_limit,
    "times_in": _times_in,
}
