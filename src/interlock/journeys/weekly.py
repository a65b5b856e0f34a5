"""Reports some days of an environment: promises kept, what was held and decided, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from interlock.adapters.clocks import SystemClock
from interlock.journeys.evidence import Piece, kept
from interlock.journeys.gating import all_digests, gates
from interlock.journeys.looking import NothingYet, journal
from interlock.journeys.project import NoSettings, Project
from interlock.journeys.promises import promises
from interlock.journeys.reading import readable
from interlock.journeys.signatures import signatures
from interlock.journeys.standing import status_of
from interlock.model.clock import Clock
from interlock.model.coldread import standing as read_standing
from interlock.model.document import Change, Document, Story
from interlock.model.gate import waiting_for
from interlock.model.history import Entry, EntryKind, Held
from interlock.model.status import FlowStatus, Status
from interlock.model.value import Side
from interlock.model.week import Changed, HeldThen, Kept, Noted, StoryKept, Week
from interlock.render.phases import person
from interlock.render.statuses import needs
from interlock.rules.sentences import records_of
from interlock.rules.wording import named

DAYS = 7
_MOST = 20_000
"""So many of the newest entries of the history are read; a busy week has more, and then counts say "at least"."""

_DECIDED = " decided"
_ISO = 10
_UNSURE = timedelta(minutes=5)
"""How far the clocks of people may be off."""
_FARTHEST_EAST = timedelta(hours=14)


def weekly(project: Project, *, env: str | None = None, days: int = DAYS, clock: Clock | None = None) -> Week:
    """What became of the promises of a document in the last days, today included.

    It has no values of items: only counts, times, and what the document and people's decisions say. Before anything ran
    it tells what changed, was proven, signed and said, and whose turn it is.

    Args:
        project: a loaded project.
        env: the environment; the only one unless named.
        days: how many days.
        clock: tells what day it is.

    Raises:
        UsageError: it cannot be told which environment is meant.
        InterlockError: the ledger or the evidence cannot be read.
    """
    now = (clock or SystemClock()).now()
    first = now.date() - timedelta(days=days - 1)
    document = project.document
    begins = datetime.combine(first, time(), UTC)
    seen = _seen(project, env, now, days)
    history = () if seen is None else seen.history
    entries = [one for one in history if one.at >= begins]
    names = {row.side: row.name for row in document.systems}
    noted = tuple(_evidence(project))
    return Week(
        title=document.title.text,
        version=document.version.text,
        environment=_name(project, env) if seen is None else seen.standing.environment,
        between=" and ".join(f"{row.company} ({row.name})" if row.company else row.name for row in document.systems),
        at=now,
        first=first,
        stories=tuple(_stories(document, () if seen is None else seen.standing.flows, _created(entries), names)),
        held=_held(entries, () if seen is None else seen.held),
        changes=tuple(_changes(document, entries, first, now)),
        evidence=tuple(one for one in noted if begins <= one.at <= now + _UNSURE),
        needs=tuple(_turns(project, env, clock)) if seen is None else needs(seen.standing, names),
        cut=len(history) == _MOST and len(entries) == _MOST,
        ran=seen is not None,
        ahead=(*_planned(document, now), *(one for one in noted if one.at > now + _UNSURE)),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the ledger of an environment tells."""

    standing: Status
    history: Sequence[Entry]
    held: Sequence[Held]


def _seen(project: Project, env: str | None, now: datetime, days: int) -> _Seen | None:
    """What ran in an environment; None where nothing did yet."""
    try:
        with journal(project, env) as ledger:
            return _Seen(status_of(project, ledger, now, days=days), ledger.history(most=_MOST), ledger.held())
    except (NothingYet, NoSettings):
        return None


def _name(project: Project, env: str | None) -> str:
    try:
        return project.environment(env).name
    except NoSettings:
        return env or ""


def _turns(project: Project, env: str | None, clock: Clock | None) -> Iterator[str]:
    """Whose turn it is, before anything runs."""
    for one in waiting_for(gates(project, env, clock=clock)):
        titles = "; ".join(gate.title for gate in one.gates)
        yield f"{person(one.who, one.roles)}: {titles}"


Flow = tuple[str, Side]


def _created(entries: Iterable[Entry]) -> Counter[Flow]:
    found = (one for one in entries if one.kind is EntryKind.CREATED)
    return Counter((one.record, one.side) for one in found if one.side is not None)


def _stories(
    document: Document, flows: Sequence[FlowStatus], created: Counter[Flow], names: dict[Side, str]
) -> Iterator[StoryKept]:
    """Each story with the flows that it speaks of; then the flows of which no story does."""
    told: set[Flow] = set()
    for story in document.stories:
        own = _own_promises(document, story)
        of = _flows_of(document, story)
        told |= of
        shown = tuple(_kept(one, own, created, names) for one in flows if (one.record, one.side) in of)
        yield StoryKept(story.name, story.sentence.text, shown)
    rest = tuple(_kept(one, None, created, names) for one in flows if (one.record, one.side) not in told)
    if rest:
        yield StoryKept("", "", rest)


def _own_promises(document: Document, story: Story) -> dict[Flow, tuple[timedelta, str]]:
    """What the criteria of this very story promise."""
    own = replace(document, criteria=tuple(one for one in document.criteria if story.name in one.stories))
    return {flow: (one.within, one.criterion) for flow, one in promises(own).items()}


def _flows_of(document: Document, story: Story) -> set[Flow]:
    """The records that a story or its criteria name, each with the side that it ends at."""
    target = document.side(story.target.text)
    if target is None:
        return set()
    names = [row.name for row in document.records]
    said = {one.casefold() for one in named(story.sentence.text, names)}
    for one in document.criteria:
        if story.name in one.stories:
            said |= {record.casefold() for record in records_of(one)}
    return {(name, target) for name in names if name.casefold() in said}


def _kept(
    flow: FlowStatus, own: dict[Flow, tuple[timedelta, str]] | None, created: Counter[Flow], names: dict[Side, str]
) -> Kept:
    promise, criterion = flow.promise, flow.criterion
    if own is not None:
        promise, criterion = own.get((flow.record, flow.side), (promise, criterion))
    times = flow.times
    return Kept(
        record=flow.record,
        system=names[flow.side],
        count=times.count,
        later=0 if promise is None else times.later_than(promise.total_seconds()),
        excused=times.excused,
        longest_s=times.longest_s,
        promise=promise,
        criterion=criterion,
        created=created[flow.record, flow.side],
    )


def _held(entries: Sequence[Entry], held: Sequence[Held]) -> HeldThen:
    kinds = Counter(one.kind for one in entries)
    deciders = Counter(
        one.reason.partition(_DECIDED)[0] if _DECIDED in one.reason else "somebody"
        for one in entries
        if one.kind is EntryKind.DECIDED
    )
    waiting: dict[str, list[Held]] = {}
    for one in held:
        if one.decision is None:
            waiting.setdefault(one.kind.value, []).append(one)
    return HeldThen(
        held=kinds[EntryKind.HELD],
        released=kinds[EntryKind.RELEASED],
        decided=tuple(sorted(deciders.items(), key=lambda pair: (-pair[1], pair[0]))),
        waiting=tuple((kind, len(some), min(one.since for one in some)) for kind, some in waiting.items()),
    )


def _changes(document: Document, entries: Iterable[Entry], first: date, now: datetime) -> Iterator[Changed]:
    """The rows of Changes of those days, then the versions that the run went over to."""
    for row, day in _dated(document):
        if first <= day <= _latest_day(now):
            yield Changed(row.date.strip(), row.version, row.decided_by, row.what)
    for one in entries:
        if one.kind is EntryKind.FOLLOWED:
            yield Changed(f"{one.at:%Y-%m-%d}", str(one.after), "", f"the run follows version {one.after} from here on")


def _planned(document: Document, now: datetime) -> Iterator[Noted]:
    """The rows of Changes that are dated later than today is anywhere."""
    for row, day in _dated(document):
        if day > _latest_day(now):
            version = f" (version {row.version})" if row.version else ""
            yield Noted(datetime.combine(day, time(), UTC), f"change{version}: {row.what}", row.decided_by, holds=True)


def _dated(document: Document) -> Iterator[tuple[Change, date]]:
    """The rows of Changes whose date can be read."""
    for row in document.changes:
        with suppress(ValueError):
            yield row, date.fromisoformat(row.date.strip()[:_ISO])


def _latest_day(now: datetime) -> date:
    """What day it is where it is latest."""
    return (now + _FARTHEST_EAST).date()


def _evidence(project: Project) -> Iterator[Noted]:
    """What was proven, signed or said, the oldest first."""
    found = [_noted(one) for one in kept(project, all_digests(project)).pieces]
    found += [
        Noted(one.when, f"signed the {one.layer.value} ({one.grade.value})", one.name, one.holds)
        for one in signatures(project).signatures
        if one.when is not None and one.layer is not None
    ]
    read = read_standing(project.document, readable(Path(project.document.path))[0], all_digests(project)["decisions"])
    found += [
        Noted(one.reading.read_at, f"read the document cold for {side.system}", one.reading.reader, not one.void)
        for side in read.sides
        for one in side.readings
    ]
    yield from sorted(found, key=lambda one: (one.at, one.what))


def _noted(piece: Piece) -> Noted:
    one = piece.evidence
    where = f" in {one.environment}" if one.environment else ""
    about = f" ({one.about})" if one.about else ""
    return Noted(one.made_at, f"{one.kind.replace('-', ' ')}{where}{about}: {one.verdict}", one.by, piece.holds)
