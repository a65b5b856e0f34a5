"""What people say about which items are the same: these two are, those two are not."""

from __future__ import annotations

from interlock.errors import UsageError
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import IntentState, Link, LinkState
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.record import SIDES, Record
from interlock.sync.settle import Settler


def unlink(record: Record, ledger: Ledger, clock: Clock, side: Side, item_id: str, *, by: str) -> Link:
    """Part an item from its counterpart, for good: the link, which rests from now on.

    Raises:
        UsageError: it has no counterpart, or a write of the two is under way.
    """
    link = ledger.link_at(record.name, side, item_id)
    if link is None or link.state is LinkState.UNLINKED:
        raise UsageError(
            f"{record.name} `{item_id}` in {record.systems[side]} has no counterpart, so there is nothing to unlink",
            hint=f"what became of it: `interlock history --item {item_id}`",
        )
    _demand_quiet(record, ledger, link)
    reason = f"{by} decided that `{link.left_id}` and `{link.right_id}` are not the same"
    with ledger.transaction():
        note = Entry(clock.now(), EntryKind.DECIDED, record.name, link.id, side, item_id, reason=reason)
        ledger.note([note])
        return Settler(ledger, clock).part(record, link, reason)


def link_again(record: Record, ledger: Ledger, clock: Clock, left_id: str, right_id: str, *, by: str) -> Link:
    """Link two items that a person says are the same, also where one of them had a counterpart that it lost.

    Raises:
        UsageError: one of them is not there, or is linked with something else.
    """
    ids = {Side.LEFT: left_id, Side.RIGHT: right_id}
    links = {side: ledger.link_at(record.name, side, ids[side]) for side in SIDES}
    for side in SIDES:
        _demand_there(record, ledger, side, ids[side])
        link = links[side]
        if link is not None and link.state is LinkState.ACTIVE:
            raise UsageError(
                f"{record.name} `{ids[side]}` in {record.systems[side]} is linked with `{link.id_on(side.other)}`",
                hint="unlink these two first",
            )
    left, right = links.values()
    if left is not None and right is not None and left.id != right.id:
        raise UsageError(
            f"both `{left_id}` and `{right_id}` had a counterpart before, so that what they last agreed on is not one",
            hint="link one of them with an item that never had a counterpart",
        )
    reason = f"{by} decided that `{left_id}` and `{right_id}` are the same"
    with ledger.transaction():
        note = Entry(clock.now(), EntryKind.DECIDED, record.name, "", Side.LEFT, left_id, reason=reason)
        ledger.note([note])
        return Settler(ledger, clock).link(record, left_id, right_id, reason, "")


def _demand_quiet(record: Record, ledger: Ledger, link: Link) -> None:
    for intent in ledger.intents(IntentState.OPEN):
        items = {intent.side: intent.target_id, intent.side.other: intent.source_id}
        if intent.record == record.name and any(items[side] == link.id_on(side) for side in SIDES):
            raise UsageError(
                f"a write of `{link.left_id}` and `{link.right_id}` is under way, and its outcome is not known yet",
                hint="let a run find out first: `interlock run`",
            )


def _demand_there(record: Record, ledger: Ledger, side: Side, item_id: str) -> None:
    seen = ledger.seen(record.name, side, item_id)
    if seen is None or seen.gone:
        raise UsageError(
            f"there is no {record.name} `{item_id}` in {record.systems[side]}, as far as it was seen",
            hint="`interlock run` looks at what is new",
        )
