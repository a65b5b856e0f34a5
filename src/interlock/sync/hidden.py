"""Items that are asked for again in the next looks, because what was answered about them was no answer.

Some a system does not let us see (403), and no list tells when they are back. Of others the answer may have been behind
what was known.
"""

from __future__ import annotations

import json

from interlock.model.ledger import Ledger
from interlock.model.value import Side

_EACH_LOOK = 20
"""So many are asked for in one look, in turn."""

UNSURE = "unsure"
"""Why items are asked for again that a look may have shown as they were before."""

_MOST = 1000
"""With more of them it is the permission that went, and complete lists tell when it is back."""


class Hidden:
    """Remembers in the ledger which items answered 403, or with another `why` those of which no answer is believed."""

    def __init__(self, ledger: Ledger, why: str = "hidden") -> None:
        self._ledger = ledger
        self._why = why

    def add(self, record: str, side: Side, item_id: str) -> None:
        """The item is to be asked for again."""
        known = self._known(record, side)
        if item_id not in known and len(known) < _MOST:
            self._keep(record, side, [*known, item_id])

    def drop(self, record: str, side: Side, item_id: str) -> bool:
        """It is known how it is; whether it was remembered."""
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

    def every(self, record: str, side: Side) -> list[str]:
        """All of them."""
        return self._known(record, side)

    def _known(self, record: str, side: Side) -> list[str]:
        text = self._ledger.fact(f"{self._why} {record} {side.value}")
        return [] if text is None else [str(one) for one in json.loads(text)]

    def _keep(self, record: str, side: Side, ids: list[str]) -> None:
        self._ledger.set_fact(f"{self._why} {record} {side.value}", json.dumps(ids) if ids else None)
