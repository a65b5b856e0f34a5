"""Items that a system does not let us see (403): they are asked for again, as no list tells when they are back."""

from __future__ import annotations

import json

from interlock.model.ledger import Ledger
from interlock.model.value import Side

_EACH_LOOK = 20
"""So many are asked for in one look, in turn."""

_MOST = 1000
"""With more of them it is the permission that went, and complete lists tell when it is back."""


class Hidden:
    """Remembers in the ledger which items answered 403."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, record: str, side: Side, item_id: str) -> None:
        """The item is not shown any more."""
        known = self._known(record, side)
        if item_id not in known and len(known) < _MOST:
            self._keep(record, side, [*known, item_id])

    def drop(self, record: str, side: Side, item_id: str) -> bool:
        """It is shown again, or gone; whether it was remembered."""
        known = self._known(record, side)
        if item_id not in known:
            return False
        self._keep(record, side, [one for one in known if one != item_id])
        return True

    def due(self, record: str, side: Side) -> list[str]:
        """Some that are to be asked for now; the next time others come first."""
        known = self._known(record, side)
        due, later = known[:_EACH_LOOK], known[_EACH_LOOK:]
        if later:
            self._keep(record, side, [*later, *due])
        return due

    def _known(self, record: str, side: Side) -> list[str]:
        text = self._ledger.fact(f"hidden {record} {side.value}")
        return [] if text is None else [str(one) for one in json.loads(text)]

    def _keep(self, record: str, side: Side, ids: list[str]) -> None:
        self._ledger.set_fact(f"hidden {record} {side.value}", json.dumps(ids) if ids else None)
