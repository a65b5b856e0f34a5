"""Follows hints: where a system told that an item changed, just that item is looked at, and nothing else is believed.

A hint says only where to look. What is decided rests on what the system shows when it is asked, so that hints may come
twice, late, in any order or not at all: lists are read all the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from interlock.errors import Refused, SystemFault
from interlock.model.ledger import Ledger
from interlock.model.peer import Peer
from interlock.model.value import Side
from interlock.model.webhooks import Hint
from interlock.sync.detect import Detector
from interlock.sync.health import Health
from interlock.sync.record import SIDES, Record

MOST = 1000
"""So many hints are followed in one go."""

_AT_ONCE = 8
"""So many items are asked for at the same time."""


@dataclass(slots=True)
class Followed:
    """What came of hints: the records that they were about, and those of which lists are to be read as well.

    `more` tells that others wait that can be followed at once.
    """

    records: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    more: bool = False


class Follower:
    """Follows what waits in the inbox about `records`; hints about the `others` are left to whoever runs those."""

    def __init__(
        self,
        records: Collection[Record],
        others: Collection[Record],
        peers: dict[Side, Peer],
        ledger: Ledger,
        detector: Detector,
        health: Health,
    ) -> None:
        self._records = tuple(records)
        self._others = tuple(others)
        self._peers = peers
        self._ledger = ledger
        self._detector = detector
        self._health = health
        self.useful = dict.fromkeys(Side, 0)
        """How many hints led to a change that nobody knew, by side."""

    async def follow(self, resting: Collection[str] = (), *, stopped: Callable[[], bool] = lambda: False) -> Followed:
        """Look at the items that hints are about, up to 1,000 of each side in one go.

        Hints of a system that cannot be used now stay where they are, and so do those about records that are `resting`.
        """
        followed = Followed()
        awake = [record for record in self._records if record.name not in resting]
        asleep = [*self._others, *(record for record in self._records if record.name in resting)]
        for side in SIDES:
            left = {record.resource(side) for record in asleep} - {record.resource(side) for record in awake}
            hints = self._ledger.hints(most=MOST, side=side)
            waiting = [hint for hint in hints if hint.resource not in left]
            done = await self._followed(waiting, side, followed, stopped)
            followed.more |= done and len(hints) == MOST
        return followed

    async def _followed(
        self, waiting: Sequence[Hint], side: Side, followed: Followed, stopped: Callable[[], bool]
    ) -> bool:
        """Follow these one after the other, as long as the system can be used; whether any was."""
        any_done = False
        for start in range(0, len(waiting), _AT_ONCE):
            if stopped() or not self._health.usable(side):
                break
            some = waiting[start : start + _AT_ONCE]
            await asyncio.gather(*(self._look(hint, followed) for hint in some))
            if self._health.usable(side):
                self._ledger.drop_hints(some)
                any_done = True
        return any_done

    async def _look(self, hint: Hint, followed: Followed) -> None:
        records = [record for record in self._records if record.resource(hint.side) == hint.resource]
        followed.records |= {record.name for record in records}
        if not hint.item_id:
            followed.lists |= {record.name for record in records}
            return
        if not records:
            return
        try:
            found = await self._peers[hint.side].get(hint.resource, hint.item_id)
        except SystemFault as fault:
            if not isinstance(fault, Refused) or fault.status >= 500 or fault.status == 429:
                self._health.fault(hint.side, fault, about=records[0].name)
            # What cannot be looked at one by one is found by the lists.
            return
        for record in records:
            before = self._digest(record, hint)
            if self._detector.believe(record, hint.side, hint.item_id, found):
                self._detector.tell_hidden(record, hint.side, [hint.item_id])
            if before != self._digest(record, hint):
                self.useful[hint.side] += 1
            if self._is_alone(record, hint) and self._lists_are_short(record):
                followed.lists.add(record.name)

    def _digest(self, record: Record, hint: Hint) -> str:
        seen = self._ledger.seen(record.name, hint.side, hint.item_id)
        return "" if seen is None else seen.digest

    def _is_alone(self, record: Record, hint: Hint) -> bool:
        """Whether the item has no counterpart: then only the newest lists tell whether one is there already."""
        seen = self._ledger.seen(record.name, hint.side, hint.item_id)
        if seen is None or seen.gone or not seen.in_scope:
            return False
        return self._ledger.link_of(record.name, hint.side, hint.item_id) is None

    def _lists_are_short(self, record: Record) -> bool:
        """Whether both sides can be asked for what changed; whole lists are read at their own time only."""
        cursors = {side: self._ledger.cursor(record.name, side) for side in SIDES}
        now = self._detector.now()
        return not any(self._detector.scan_due(record, side, cursor, now) for side, cursor in cursors.items())
