"""Removing what is older than the environment keeps, once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from interlock.model.clock import Clock
from interlock.model.ledger import Ledger

_EVERY = timedelta(days=1)
_FACT = "pruned at"


def prune_if_due(ledger: Ledger, clock: Clock, keep: timedelta | None) -> None:
    """Remove what is old where that was not done within the last day; nothing where everything is kept."""
    if keep is None:
        return
    now = clock.now()
    last = ledger.fact(_FACT)
    if last is not None and now - datetime.fromisoformat(last) < _EVERY:
        return
    ledger.prune(now - keep, now)
    ledger.set_fact(_FACT, now.isoformat())
