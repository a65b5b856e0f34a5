"""Notices values that go to and fro: something changes back what the sync brings over, again and again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from interlock.mapping import PairMapping
from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.model.value import Canonical, Side
from interlock.sync.telling import told

WINDOW = timedelta(hours=6)
_HOURS = WINDOW / timedelta(hours=1)

_BOTH_WAYS = 3
"""So often the same value may go to the same side within the window while others come back from there."""

_ONE_WAY = 5
"""So often it may where nothing comes back: people change their minds, too, but seldom so often."""

_AT_ALL = 30
"""So often a field of one item may be written within the window while values go both ways, whatever they are.

A field that flows one way, as a stock level, may be written as often as it changes.
"""

_MOST = 200
_WRITTEN = frozenset({EntryKind.UPDATED, EntryKind.OVERWRITTEN, EntryKind.RESTORED})

TO_AND_FRO = "it goes to and fro"
"""Begins the reason of what is held because of this; it stays held until the sides agree or somebody decides."""


class Fights:
    """Knows how often the field pairs of one link were written of late. Asks the history only when it has to."""

    def __init__(self, ledger: Ledger, pairs: Mapping[str, PairMapping], link: str, now: datetime) -> None:
        self._ledger = ledger
        self._pairs = pairs
        self._link = link
        self._since = now - WINDOW
        self._entries: tuple[Entry, ...] | None = None

    def against(self, pair: str, side: Side, value: Canonical) -> str:
        """Why the value must not be written to that side once more; empty where nothing stands against it."""
        if self._entries is None:
            self._entries = tuple(
                entry
                for entry in self._ledger.history(link=self._link, most=_MOST)
                if entry.at >= self._since and entry.kind in _WRITTEN
            )
        written = [entry for entry in self._entries if entry.pair == pair]
        if len(written) < _BOTH_WAYS:
            return ""
        shown = told(self._pairs[pair], value, side, self._ledger)
        same = sum(entry.side is side and entry.after == shown for entry in written)
        back = any(entry.side is side.other for entry in written)
        if same >= (_BOTH_WAYS if back else _ONE_WAY):
            return (
                f"{TO_AND_FRO}: the same value was written there {same} times within {_HOURS:g} hours, and did not stay"
            )
        if back and len(written) >= _AT_ALL:
            return f"{TO_AND_FRO}: it was written {len(written)} times within {_HOURS:g} hours"
        return ""
