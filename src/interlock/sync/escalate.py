"""Tells who looks after them of held items that nobody decides."""

from __future__ import annotations

from datetime import timedelta

from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.document import Document
from interlock.model.environment import HeldSettings
from interlock.model.history import Held, HeldKind
from interlock.model.ledger import Ledger
from interlock.model.people import named_or_none, responsible

KIND = "held too long"


def escalate(ledger: Ledger, alerts: Alerts, clock: Clock, document: Document, settings: HeldSettings) -> None:
    """Send one alert for each record, kind and assignee of which something is held too long that was not told yet."""
    if not ledger.anything_held():
        return
    limit = timedelta(seconds=settings.alert_after_s)
    groups: dict[tuple[str, HeldKind, str], list[Held]] = {}
    for held in ledger.held():
        if held.decision is not None or clock.now() - held.since < limit:
            continue
        if ledger.once(f"old {held.id}", held.since.isoformat()):
            groups.setdefault((held.record, held.kind, _contact(document, settings, held)), []).append(held)
    for (record, kind, to), items in groups.items():
        oldest = min(items, key=lambda one: one.since)
        many = f"{len(items)} {record} wait" if len(items) > 1 else f"{record} {oldest.item_id} waits"
        message = f"{many} for a decision ({kind.value}) since {oldest.since:%Y-%m-%d %H:%M} UTC or later: #{oldest.id}"
        alerts.send(Alert(clock.now(), KIND, record, message, to))


def _contact(document: Document, settings: HeldSettings, held: Held) -> str:
    person = named_or_none(document, held.assignee) or responsible(document, held.kind, settings.assignees)
    return "" if person is None else person.contact or person.name
