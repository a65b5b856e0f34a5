"""Items of which the last look told nothing are told of as waiting, so that none is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.model.ledger import Ledger
from interlock.sync.hidden import UNSURE, Hidden
from interlock.sync.record import SIDES, Record
from interlock.sync.run import Pass
from interlock.sync.situation import Result


def note_unsure(records: Iterable[Record], ledger: Ledger, now: Pass) -> None:
    """Count the items as waiting of which the last look told nothing: what they are now is seen a little later."""
    unsure = Hidden(ledger, UNSURE)
    for record in records:
        for side in SIDES:
            for item_id in unsure.every(record.name, side):
                link = ledger.link_at(record.name, side, item_id)
                unit = (side.value, item_id) if link is None else ("link", link.id)
                now.result(record.name, unit, Result.WAITING)
