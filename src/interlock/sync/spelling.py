"""Tells once for each field that a system keeps values otherwise than they were written."""

from __future__ import annotations

from datetime import datetime

from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.model.value import Canonical, Side
from interlock.sync.record import Record

_SHOWN = 60
"""So much of a value is shown in a sentence."""


def tell_kept_otherwise(
    ledger: Ledger,
    record: Record,
    side: Side,
    pair: str,
    item: tuple[str, str],
    *,
    written: Canonical,
    shown: Canonical,
    at: datetime,
) -> bool:
    """Note in the history that what was written is shown in the system's own way; False if it is told of that field.

    `item` is its link, and its id on that side.
    """
    if not ledger.once(f"kept otherwise {record.name} {side.value} {pair}", ""):
        return False
    became = "" if record.pairs[pair].sensitive else f": {_short(written)} became {_short(shown)}"
    reason = f"{record.systems[side]} keeps `{pair}` in its own way{became}; the other side is left as it is"
    link, item_id = item
    ledger.note([Entry(at, EntryKind.REPORTED, record.name, link, side, item_id, pair, reason=reason)])
    return True


def _short(value: Canonical) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
