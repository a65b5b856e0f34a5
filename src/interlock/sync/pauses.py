"""What people paused: looked up anew for each pass, so that a run under way minds it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from interlock.errors import UsageError
from interlock.model import pause
from interlock.model.ledger import Ledger
from interlock.model.pause import Pause
from interlock.model.value import Side
from interlock.sync.record import SIDES


def found(ledger: Ledger, name: str, now: datetime) -> Pause | None:
    """The pause that is remembered under that name, while it holds."""
    text = ledger.fact(name)
    if text is None:
        return None
    try:
        one = pause.loads(text)
    except ValueError:
        # Whoever wrote it wanted a pause, and not to run is always safe.
        return Pause("somebody", now)
    return one if one.holds(now) else None


def paused_records(ledger: Ledger, records: Collection[str], now: datetime) -> dict[str, Pause]:
    """The records that are paused, by name; all of them where everything is."""
    everything = found(ledger, pause.OF_ALL, now)
    if everything is not None:
        return dict.fromkeys(records, everything)
    return {name: one for name in records if (one := found(ledger, pause.of_record(name), now)) is not None}


def paused_systems(ledger: Ledger, now: datetime) -> dict[Side, Pause]:
    """The systems that are paused, by side."""
    return {side: one for side in SIDES if (one := found(ledger, pause.of_system(side), now)) is not None}


def demand_in_use(ledger: Ledger) -> None:
    """Refuse to run what was retired.

    Raises:
        UsageError: it was.
    """
    text = ledger.fact(pause.RETIRED)
    if text is None:
        return
    try:
        told = pause.loads(text).told()
    except ValueError:
        told = "by somebody"
    raise UsageError(
        f"the environment `{ledger.environment}` is retired {told}, so nothing is run there",
        hint="take it into use again with `interlock retire --undo`",
    )
