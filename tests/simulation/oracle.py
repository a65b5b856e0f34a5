"""Takes note of every request of the sync, and holds the laws of the sync against what it did.

It watches both stores and every write that reaches them, and knows nothing of the sync.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulation.truth import Truth
from tests.simulation.writes.changing import changed
from tests.simulation.writes.looks import number_at
from tests.simulation.writes.making import created

from interlock.model.profile import Verb
from interlock.model.value import Side
from interlock.sandbox.faults import FaultKind
from interlock.sandbox.item import StoredItem
from interlock.sandbox.log import Exchange


class Oracle(Truth):
    """Follows everything."""

    def answered(self, side: Side, before: Mapping[str, StoredItem], exchange: Exchange) -> None:
        """A request of the sync was answered, or at least done."""
        self.number += 1
        if exchange.resource is None:
            return
        resource = exchange.resource
        if not exchange.request.writes:
            if exchange.fault in (None, FaultKind.SLOW) and exchange.verb is Verb.GET:
                if exchange.status == 200:
                    self.first_look.setdefault((side, resource, str(exchange.item_id)), self.number)
                self.looked[side, resource, str(exchange.item_id)] = (number_at(self, side, exchange.at), exchange.at)
            return
        after = self.boxes[side].store.shelf(resource).items
        for item_id, item in list(after.items()):
            was = before.get(item_id)
            if was is not item:
                self.wrote_at[side, resource, item_id] = self.number
            if was is None:
                created(self, side, resource, item)
            elif was is not item:
                changed(self, side, resource, was, item)
