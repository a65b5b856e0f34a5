"""How long a decision about deletes stands: what was approved long ago and not done since is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from interlock.model.history import Decision, Entry, EntryKind, Held
from interlock.model.ledger import Ledger

STANDS = timedelta(hours=24)
"""A decision to delete is taken on what is seen at that time; a day later it may be about something else."""


def standing(ledger: Ledger, held: tuple[Held, ...], now: datetime) -> tuple[Held, ...]:
    """What is held, with approved deletes only as far as their approval still stands; others are asked again."""
    return tuple(_withdrawn(ledger, one, now) if _ran_out(ledger, one, now) else one for one in held)


def _ran_out(ledger: Ledger, held: Held, now: datetime) -> bool:
    if held.decision is not Decision.APPROVE or not held.about.startswith(("gone ", "merged ")):
        return False
    told = ledger.history(record=held.record, item_id=held.item_id)
    decided = [entry.at for entry in told if entry.kind is EntryKind.DECIDED]
    return bool(decided) and now - max(decided) > STANDS


def _withdrawn(ledger: Ledger, held: Held, now: datetime) -> Held:
    hours = STANDS.total_seconds() / 3600
    reason = f"what {held.decided_by} approved was not done within {hours:g} hours, so it is asked again"
    ledger.withdraw(held.id)
    where = (held.record, held.link, held.side, held.item_id)
    ledger.note([Entry(now, EntryKind.REPORTED, *where, reason=reason, place=held.place)])
    return replace(held, decision=None, decided_by="")
