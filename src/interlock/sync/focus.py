"""Finds one item by the id that either system gave it, and looks at it once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.errors import SystemFault, UsageError
from interlock.model.clock import Clock
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Peer
from interlock.model.value import Side
from interlock.sync.observe import Observer
from interlock.sync.record import SIDES, Record


async def focus(
    item_id: str, records: Sequence[Record], peers: Mapping[Side, Peer], ledger: Ledger, clock: Clock
) -> set[tuple[str, Side, str]]:
    """The items of that id in the records, with their counterparts, looked at just now and due for a decision.

    Raises:
        UsageError: there is none, as far as the systems showed.
    """
    found: set[tuple[str, Side, str]] = set()
    for record in records:
        for side in SIDES:
            if ledger.seen(record.name, side, item_id) is None:
                continue
            link = ledger.link_at(record.name, side, item_id)
            found.add((record.name, side, item_id))
            if link is not None:
                found |= {(record.name, one, link.id_on(one)) for one in SIDES}
    if not found:
        names = ", ".join(record.name for record in records)
        raise UsageError(
            f"there is no item `{item_id}` of {names} in either system",
            hint="name it by the id that the system gave it, as `interlock history` and `interlock held` show it",
        )
    by_name = {record.name: record for record in records}
    for name, side, one in sorted(found, key=lambda each: (each[0], each[1].value, each[2])):
        await _look(by_name[name], side, one, peers[side], ledger, clock)
    return found


async def _look(record: Record, side: Side, item_id: str, peer: Peer, ledger: Ledger, clock: Clock) -> None:
    try:
        shown = await peer.get(record.resource(side), item_id)
    except SystemFault:
        return  # what is known of it stands; a write looks at it once more
    if isinstance(shown, Item) and not shown.deleted:
        Observer(ledger).look(record, side, shown, clock.now())
    ledger.unsettle(record.name, side, item_id)
