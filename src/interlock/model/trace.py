"""Why a field has its value, as people ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from interlock.model.history import Entry
from interlock.model.value import Canonical, Side


@dataclass(frozen=True, slots=True)
class Value:
    """What a side shows of a field: the item there, the value, when it was last seen and, as the system says, changed.

    `written` is the last entry of the history that tells of it being written there (None: it never was by a run).
    """

    item_id: str
    value: Canonical
    seen_at: datetime
    changed_at: datetime | None = None
    gone: bool = False
    written: Entry | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """One field pair of one item: its value by side, and the entries that tell of values which gave way."""

    record: str
    pair: str
    values: Mapping[Side, Value]
    lost: tuple[Entry, ...] = ()
    sensitive: bool = False
