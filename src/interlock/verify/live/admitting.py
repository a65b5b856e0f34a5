"""Why a criterion cannot be played on real systems, told before anything is made there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from interlock.model.document import Document, RecordRow
from interlock.model.profile import SystemProfile, Verb
from interlock.model.value import Side
from interlock.verify.steps._base import Args, Steps

# Where nobody says how fast a system may be asked.
_REQUESTS_PER_S = 10.0
# Made, seen, changed and deleted, by the test and by the integration.
_REQUESTS_PER_ITEM = 6

ONLY_PEOPLE = {
    "label_renamed": "the label of a field of a real system is not renamed by a test",
    "merged": "no description says how items of a real system are merged by a request",
}
"""Why a test cannot bring about what people do in a real system, by the shape of the trigger."""


def why_not(
    document: Document,
    profiles: Mapping[Side, SystemProfile],
    records: Iterable[RecordRow],
    steps: Steps,
    patience: timedelta,
) -> Iterator[str]:
    """One clause for each reason; none where it can be played."""
    records = tuple(records)
    for record in records:
        for side in Side:
            yield from _cannot_make(document, profiles, record, side)
    takes = _takes(steps)
    if takes > patience:
        yield f"it needs {spoken(takes)} of real time, and `--patience` allows {spoken(patience)}"
    for record in records:
        how = record.how_often.value
        if how is not None and how.at is not None and patience < timedelta(days=1):
            yield f"{record.name} is looked at once a day, and `--patience` allows {spoken(patience)}"
    items = _items(steps)
    per_s, why = min(_speed(profiles[side], document.system(side).name) for side in Side)
    needs = timedelta(seconds=items * _REQUESTS_PER_ITEM / per_s)
    if needs > patience:
        yield (
            f"making and taking away {items:,} items needs {spoken(needs)} at {per_s:g} requests a second ({why}), and "
            f"`--patience` allows {spoken(patience)}"
        )


def _speed(profile: SystemProfile, system: str) -> tuple[float, str]:
    """How many requests a second a system may be asked, and who says so."""
    limit = profile.rate_limit.value
    if limit is not None and limit.per_s > 0:
        return limit.requests / limit.per_s, f"the limit of {system}"
    return _REQUESTS_PER_S, f"nobody says how many {system} takes"


def spoken(time: timedelta) -> str:
    """A length of time in words."""
    seconds = round(time.total_seconds())
    for unit, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= unit and seconds % unit == 0:
            return f"{seconds // unit} {name}{'' if seconds == unit else 's'}"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} seconds"


def _cannot_make(
    document: Document, profiles: Mapping[Side, SystemProfile], record: RecordRow, side: Side
) -> Iterator[str]:
    profile, system = profiles[side].record(record.resource(side)), document.system(side).name
    if profile is None:
        yield f"the description of {system} has no `{record.resource(side)}`"
        return
    if profile.operation(Verb.CREATE) is None and profile.operation(Verb.UPSERT) is None:
        yield f"{system} takes no new `{profile.name}` over its API, so the test can make none"
    elif profile.operation(Verb.DELETE) is None:
        yield f"{system} deletes no `{profile.name}` over its API, so what the test made would stay there"
    elif profile.operation(Verb.LIST) is None:
        yield f"{system} lists no `{profile.name}`, so what became of the test's items cannot be seen"


def _takes(steps: Steps) -> timedelta:
    """How long it lasts at the least: what happens, what lasts meanwhile, and what must not happen for a time."""
    takes = _times(steps.trigger[1]) + sum((_times(args) for _, args in steps.withs), timedelta(0))
    if steps.circumstance is not None:
        takes = max(takes, _times(steps.circumstance[1]))
    after = [
        _times(deadline[1]) for _, _, deadline, _ in steps.outcomes if deadline is not None and deadline[0].throughout
    ]
    return takes + max(after, default=timedelta(0))


def _times(args: Args) -> timedelta:
    return sum((value for value in args.values() if isinstance(value, timedelta)), timedelta(0))


def _items(steps: Steps) -> int:
    args = steps.trigger[1]
    return max([1, *(value for name in ("count", "of") if isinstance(value := args.get(name), int))])
