"""Looks up in the ledger what a list shows, by what follows there where the list has an order that it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.model.kept import Glimpse
from interlock.model.ledger import Ledger
from interlock.model.value import Side

_ASTRAY = 0.5
"""When a larger share of a piece was not among what followed, the list has an order of its own."""

_BACK = 20
"""So far before the last piece's end is begun: items that were made side by side were noted in the order of answers."""


class Ahead:
    """Items as they are known, piece by piece of one list.

    Most lists keep the order in which their items were first seen. To read what follows there takes half of what it
    takes to look each item up by its id.
    """

    def __init__(self, ledger: Ledger, record: str, side: Side) -> None:
        self._ledger = ledger
        self._record = record
        self._side = side
        self._end: int | None = None
        self._tries = True

    def glimpses(self, ids: Sequence[str]) -> Mapping[str, Glimpse]:
        """Those of the items that were ever seen, by id, as they are known now; and perhaps some more."""
        found: dict[str, Glimpse] = {}
        if self._tries and self._end is not None:
            after = self._end - _BACK
            found = self._ledger.glimpses_after(self._record, self._side, after, most=len(ids) + _BACK)
        missing = [item_id for item_id in ids if item_id not in found] if found else ids
        if missing:
            self._tries &= self._end is None or len(missing) <= _ASTRAY * len(ids)
            found |= self._ledger.glimpses_of(self._record, self._side, missing)
        if self._tries:
            self._end = max((found[item_id].number for item_id in ids if item_id in found), default=self._end)
        return found
