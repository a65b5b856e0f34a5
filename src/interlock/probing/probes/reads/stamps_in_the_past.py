"""Do the stamps of items lie in the past, by the system's own clock?

A stamp that is to come is nearly always a local time that calls itself UTC: changes are then asked for too late, and
missed.
"""

from datetime import timedelta

from interlock.model.fact import Confidence
from interlock.probing.look import Look
from interlock.probing.probe import Probe, Reply, cannot_tell

_LEEWAY = timedelta(minutes=2)


async def _look(look: Look) -> Reply:
    page = await look.page()
    now = page.seen.date
    stamps = [stamp for body in (*look.survey.bodies, *page.bodies) if (stamp := look.stamp(body)) is not None]
    if now is None or not stamps:
        return cannot_tell(
            "the answer does not say what time it is" if stamps else "no item shows a stamp", page.shown()
        )
    late = max(stamps) - now
    evidence = (look.survey.evidence(f"{len(stamps)} stamps"), page.seen.shown(tells=f"the latest {_words(late)}"))
    if late <= _LEEWAY:
        return Reply("yes", Confidence.LIKELY, evidence)
    hours = round(late.total_seconds() / 1800) / 2
    zone = (
        f", which looks like a time zone {hours:g} hours ahead"
        if abs(late.total_seconds() / 3600 - hours) < 0.1
        else ""
    )
    return Reply(
        f"no: the latest is {_words(late)}{zone}", Confidence.LIKELY, evidence, contradicts="its times are in UTC"
    )


def _words(late: timedelta) -> str:
    seconds = late.total_seconds()
    return f"{seconds / 60:,.0f} minutes to come" if seconds > 0 else f"{-seconds / 60:,.0f} minutes ago"


PROBE = Probe(
    question="Do the times of changes lie in the past?",
    why="local times that call themselves UTC make changes be asked for too late",
    most=1,
    applies=lambda record: record.updated_at.value is not None,
    look=_look,
    order=16,
    example="the latest change is 120 minutes to come, which looks like a time zone 2 hours ahead: no",
)
