"""What a run does before anything else, and what it tells of when it goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from interlock.model.clock import Clock
from interlock.model.document import Document
from interlock.model.environment import Environment
from interlock.model.history import HeldKind
from interlock.model.kept import IntentState
from interlock.model.ledger import Ledger
from interlock.model.plan import Line
from interlock.sync.health import Health
from interlock.sync.horizon import HORIZON, known_after
from interlock.sync.record import Record
from interlock.sync.resync import Doubt


def digest_of(document: Document) -> str:
    """What stands for a document's text."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def go_live(environment: Environment, ledger: Ledger, clock: Clock) -> datetime:
    """From when items count as new: as the environment says, else since the first run."""
    if environment.go_live is not None:
        return environment.go_live
    known = ledger.fact("go_live")
    return clock.now() if known is None else datetime.fromisoformat(known)


def next_at(ledger: Ledger, health: Health, clock: Clock, records: Collection[Record]) -> datetime | None:
    """When something that waits is due."""
    due = [*health.next_at()]
    doubts = [Doubt.of(record, ledger) for record in records]
    due += [one.window[0] + HORIZON for one in doubts if one.window is not None and one.too_early(clock.now())]
    due += [one.not_before for one in ledger.attempts() if one.not_before > clock.now()]
    if ledger.intents(IntentState.OPEN):
        due.append(clock.now() + min(HORIZON, timedelta(seconds=15)))
    return min(due, default=None)


def remember_go_live(environment: Environment, ledger: Ledger, clock: Clock) -> None:
    """Keep the moment from which items count as new, where it is not kept yet."""
    if ledger.fact("go_live") is None:
        ledger.set_fact("go_live", go_live(environment, ledger, clock).isoformat())


def seconds_to(asked: datetime | None, ledger: Ledger, clock: Clock) -> float:
    """How long it is until a system may be asked again, and what is in doubt can be told."""
    # A write in doubt, as after a 503, can be tried again only when it must have arrived if it ever does.
    arrived = [intent.sent_by + known_after(intent.act) for intent in ledger.intents() if intent.sent_by is not None]
    until = max([*arrived, clock.now() if asked is None else asked])
    return (until - clock.now()).total_seconds()


def waits_no_more(ledger: Ledger, line: Line) -> bool:
    """Whether the line tells of a wait that ended within the same pass."""
    if line.held is not HeldKind.WAITING:
        return False
    return not any(held.kind is HeldKind.WAITING for held in ledger.held_at(line.record, line.side, line.source_id))
