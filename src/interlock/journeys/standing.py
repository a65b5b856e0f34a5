"""How an environment stands: what is read, written, held, paused, and whether promises are kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from interlock.adapters.clocks import SystemClock
from interlock.journeys.looking import is_behind, journal
from interlock.journeys.project import Project
from interlock.journeys.promises import promises
from interlock.model import hearing, latency, pause
from interlock.model.cadence import look_every
from interlock.model.document import RecordRow
from interlock.model.hearing import Hearing
from interlock.model.history import Held, HeldKind
from interlock.model.kept import IntentState
from interlock.model.ledger import Ledger
from interlock.model.status import FlowStatus, HeldCount, RecordStatus, Refused, Status, SystemStatus
from interlock.model.value import Side
from interlock.sync.pauses import found, paused_records, paused_systems

_PATIENT = timedelta(minutes=15)
"""A record is late when it was not looked at for three times as long as it should be, and at least for so long."""


def status(project: Project, *, env: str | None = None, at: datetime | None = None, days: int = 7) -> Status:
    """How each record, system and flow stands, and what waits for a person.

    Args:
        project: a loaded project.
        env: the environment; the only one unless named.
        at: the moment it is told for; now unless given.
        days: over how many days the times of changes are counted, today included; at most 31 are kept.

    Raises:
        UsageError: nothing has run there yet.
    """
    with journal(project, env) as ledger:
        return status_of(project, ledger, at or SystemClock().now(), days=days)


def refused(project: Project, *, env: str | None = None) -> tuple[Refused, ...]:
    """The writes that a system refused, and that are tried again."""
    with journal(project, env) as ledger:
        return _refused(ledger)


def status_of(project: Project, ledger: Ledger, now: datetime, *, days: int = 7) -> Status:
    """The same from a ledger that is open."""
    everything = found(ledger, pause.OF_ALL, now)
    retired = found(ledger, pause.RETIRED, now)
    return Status(
        environment=ledger.environment,
        at=now,
        records=_records(project, ledger, now, resting=everything is not None or retired is not None),
        systems=tuple(_system(project, ledger, side, now) for side in Side),
        flows=_flows(project, ledger, now, days),
        held=_held(ledger.held()),
        refused=_refused(ledger),
        open_writes=sum(len(ledger.intents(state)) for state in (IntentState.OPEN, IntentState.HELD)),
        days=days,
        paused="" if everything is None else everything.told(),
        retired="" if retired is None else retired.told(),
        webhooks=tuple((side, one) for side in Side if (one := _heard(ledger, side)) != Hearing()),
        untold=sum(one.due for one in ledger.notices()),
        behind=is_behind(project, ledger),
    )


def _heard(ledger: Ledger, side: Side) -> Hearing:
    return hearing.read(ledger.fact(hearing.fact_of(side)))


def _records(project: Project, ledger: Ledger, now: datetime, *, resting: bool) -> tuple[RecordStatus, ...]:
    counts = ledger.counts()
    paused = paused_records(ledger, [row.name for row in project.document.records], now)
    systems = {} if resting else paused_systems(ledger, now)
    rows = []
    for row in project.document.records:
        count = counts.get(row.name, {})
        read = {side: ledger.cursor(row.name, side).polled_at for side in Side}
        quiet = resting or row.name in paused or bool(systems)
        rows.append(
            RecordStatus(
                record=row.name,
                left=count.get("left", 0),
                right=count.get("right", 0),
                linked=count.get("linked", 0),
                held=count.get("held", 0),
                unsettled=count.get("unsettled", 0),
                left_read_at=read[Side.LEFT],
                right_read_at=read[Side.RIGHT],
                how_often=_how_often(row),
                late=() if quiet else tuple(side for side in Side if _late(row, read[side], now)),
                paused=paused[row.name].told() if row.name in paused else "",
            )
        )
    return tuple(rows)


def _how_often(row: RecordRow) -> timedelta | None:
    frequency = row.how_often.value
    return None if frequency is not None and frequency.at is not None else look_every(frequency)


def _late(row: RecordRow, read_at: datetime | None, now: datetime) -> bool:
    wanted = _how_often(row) or timedelta(days=1)
    return read_at is not None and now - read_at > max(3 * wanted, _PATIENT)


def _system(project: Project, ledger: Ledger, side: Side, now: datetime) -> SystemStatus:
    looks = [ledger.cursor(row.name, side).polled_at for row in project.document.records]
    last = max((at for at in looks if at is not None), default=None)
    paused = paused_systems(ledger, now).get(side)
    if paused is not None:
        return SystemStatus(side, last, f"paused {paused.told()}", paused.at, paused.until, by_people=True)
    since = ledger.fact(f"down {side.value}")
    if since is None:
        return SystemStatus(side, last)
    reason, until = _why(ledger.fact(f"down why {side.value}"))
    return SystemStatus(side, last, reason, datetime.fromisoformat(since), until)


def _why(text: str | None) -> tuple[str, datetime | None]:
    """The reason and the next try of an outage, as they are remembered."""
    try:
        reason, until = json.loads(text or "")
        return str(reason), datetime.fromisoformat(until)
    except (TypeError, ValueError):
        return "it does not answer", None


def _flows(project: Project, ledger: Ledger, now: datetime, days: int) -> tuple[FlowStatus, ...]:
    promised = promises(project.document)
    first = now.date() - timedelta(days=max(days, 1) - 1)
    flows = []
    for row in project.document.records:
        for side in Side:
            if row.direction.value is None or not row.direction.value.writes(side):
                continue
            kept = latency.loads(ledger.fact(latency.fact(row.name, side.value)))
            times = latency.together(one for day, one in kept.items() if day >= first)
            promise = promised.get((row.name, side))
            flows.append(
                FlowStatus(
                    row.name,
                    side,
                    times,
                    None if promise is None else promise.within,
                    "" if promise is None else promise.criterion,
                )
            )
    return tuple(flows)


def _held(held: Sequence[Held]) -> tuple[HeldCount, ...]:
    counts = []
    for kind in HeldKind:
        items = [one for one in held if one.kind is kind]
        if items:
            oldest = min(items, key=lambda one: one.since)
            undecided = sum(one.decision is None for one in items)
            counts.append(HeldCount(kind, len(items), undecided, oldest.since, oldest.id))
    return tuple(counts)


def _refused(ledger: Ledger) -> tuple[Refused, ...]:
    """Writes that are tried again; those that are held are no longer."""
    held = {(one.record, one.link) for one in ledger.held(kind=HeldKind.REJECTED) if one.link}
    held |= {(one.record, f"{one.side.value} {one.item_id}") for one in ledger.held(kind=HeldKind.REJECTED)}
    found_ones = []
    for one in ledger.attempts():
        name = one.source_id.removeprefix("link ")
        if (one.record, name) in held or not one.reason:
            continue
        subject = _subject(ledger, one.record, one.side, name)
        found_ones.append(Refused(one.record, one.side, subject, one.count, one.not_before, one.reason))
    return tuple(sorted(found_ones, key=lambda one: (one.next_at, one.record, one.subject)))


def _subject(ledger: Ledger, record: str, side: Side, name: str) -> str:
    """The id that people know of an item: in the system it comes from."""
    here = ledger.id_in(record, side.other, name)
    return here if here is not None else name.partition(" ")[2] or name
