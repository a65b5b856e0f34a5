"""Finds out what became of writes whose answer was lost, before anything is tried again.

Nothing is concluded from not finding what a write wanted before that must be known (`horizon`): a request may still be
on its way, and a system may take a while to show what it took.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from interlock.errors import LedgerError, Refused, SystemFault
from interlock.model.clock import Clock
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind
from interlock.model.kept import Act, Intent, IntentState
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Missing, Peer
from interlock.model.plan import ChangeKind, Line
from interlock.model.value import ABSENT, Body, Canonical, Side
from interlock.sync.done import Shown
from interlock.sync.evidence import Applied, applied
from interlock.sync.health import Health
from interlock.sync.horizon import known_after
from interlock.sync.observe import Observer
from interlock.sync.record import Record, place
from interlock.sync.run import Pass
from interlock.sync.searching import Search
from interlock.sync.settle import Settler
from interlock.sync.situation import Result
from interlock.sync.telling import told
from interlock.sync.values import differs, nothing_in, own_way, shade

_IN_HAND = timedelta(minutes=5)
"""No process keeps a write in hand for longer, whatever it waits for before it is sent."""

_LOST = "the answer to its create was lost"

_KEY_LIFE = timedelta(hours=20)
"""How long a system is trusted to remember a key; the shortest promise in use is a day."""


def _ids(items: Sequence[Item]) -> str:
    return ", ".join(f"`{item.id}`" for item in items[:5])


class Recovery:
    """Settles the open intents of earlier runs and of this one."""

    def __init__(
        self,
        records: dict[str, Record],
        peers: dict[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        health: Health,
    ) -> None:
        self._records = records
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._health = health
        self._settler = Settler(ledger, clock)
        self._observer = Observer(ledger)
        self._search = Search(peers, ledger, clock)

    async def run(self, now: Pass, *, stopped: Callable[[], bool]) -> None:
        """Settle what can be settled; what cannot yet stays open, what never can is held."""
        self._search.forget()
        for intent in self._ledger.intents(IntentState.OPEN):
            if stopped():
                return
            record = self._records.get(intent.record)
            if record is None:  # another process may be sending it now
                continue
            if intent.sent_by is None:
                # Left by a process that ended: nothing of it is being sent any more, but it may just have been.
                self._ledger.doubt_intent(intent.id, self._left_at(intent))
            if not self._health.usable(intent.side):
                continue
            now.forget(record.name, (intent.side.other.value, intent.source_id))
            try:
                await self._settle(record, intent, now)
            except Refused as fault:
                if fault.status >= 500 or fault.status == 429:
                    self._health.fault(intent.side, fault)
            except SystemFault as fault:
                self._health.fault(intent.side, fault)

    async def held(self, now: Pass) -> None:
        """Carry out what people decided about writes that are held in doubt."""
        for intent in self._ledger.intents(IntentState.HELD):
            record = self._records.get(intent.record)
            source = intent.side.other
            if record is None:
                continue
            for held in self._ledger.held_at(record.name, source, intent.source_id):
                if held.kind is HeldKind.IN_DOUBT and held.decision in (Decision.RETRY, Decision.APPROVE):
                    self._again(record, intent, f"{held.decided_by} decided to try again")
                    self._ledger.release_held(held.id)
        del now

    async def _settle(self, record: Record, intent: Intent, now: Pass) -> None:
        if intent.act is Act.CREATE:
            await self._create(record, intent, now)
        elif await self._change(record, intent):
            now.found_done += 1

    def _left_at(self, intent: Intent) -> datetime:
        """The moment by which a write was sent that nothing was noted of since: when it was noted, if long ago."""
        now = self._clock.now()
        return intent.at + _IN_HAND if now - intent.at > _IN_HAND else now

    def _may_arrive(self, intent: Intent, asked_at: datetime) -> bool:
        """Whether the write was still on its way, or not shown yet, when we asked: its absence then proves nothing."""
        sent_by = intent.sent_by or self._left_at(intent)
        return asked_at - sent_by < known_after(intent.act)

    # Creates

    async def _create(self, record: Record, intent: Intent, now: Pass) -> None:
        if intent.key and self._clock.now() - intent.at < _KEY_LIFE and await self._same_key(record, intent, now):
            return
        found = await self._search.made_by(record, intent)
        if len(found.same) == 1 and self._adopt(record, intent, found.same[0], now):
            return
        if len(found.same) > 1:
            self._hold(record, intent, now, f"{_LOST}, and {_ids(found.same)} could each be what it made")
        elif self._may_arrive(intent, found.asked_at):
            return
        elif found.alike:
            reason = f"{_LOST}, and {_ids(found.alike)} has all it wrote but {record.name}'s match key"
            self._hold(record, intent, now, reason)
        elif len(found.gone) == 1 and self._adopt(record, intent, found.gone[0], now):
            self._observer.gone(record, intent.side, found.gone[0].id, self._clock.now())
        elif found.gone or found.bare:
            gone = _ids((*found.gone, *found.bare))
            self._hold(record, intent, now, f"{_LOST}, and {gone}, deleted since, may be what it made")
        elif not found.same and intent.match is not None:
            self._again(record, intent, "it is not there, so it was not created")
        else:
            way = record.regime(intent.side, self._peers[intent.side].profile)
            reason = f"{_LOST}, and nothing can prove whether it was made: it can be known by {way} only"
            self._hold(record, intent, now, reason)

    async def _same_key(self, record: Record, intent: Intent, now: Pass) -> bool:
        """The system answers the same key as it did the first time, or does it now: either way it is there once.

        False where it refuses: that tells of now, and not whether the first one was done; what is there decides.
        """
        peer = self._peers[intent.side]
        try:
            written = await peer.write(intent.resource, intent.request)
        except Refused as fault:
            if fault.status >= 500 or fault.status in (408, 409, 425, 429):
                # Still being worked on, or already there: what is there decides.
                there = (await self._search.made_by(record, intent)).same
                if len(there) == 1 and self._adopt(record, intent, there[0], now):
                    return True
                raise
            return False
        item_id = written.id or (written.item.id if written.item else "")
        item = written.item
        if item is None and item_id:
            got = await peer.get(intent.resource, item_id)
            item = got if isinstance(got, Item) and not got.deleted else None
        if item is None:
            found = (await self._search.made_by(record, intent)).same
            item = found[0] if len(found) == 1 else None
        if item is None or not self._adopt(record, intent, item, now):
            self._hold(record, intent, now, "it was created, but the system does not tell which item it is")
        return True

    def _adopt(self, record: Record, intent: Intent, item: Item, now: Pass) -> bool:
        try:
            self._settler.written(record, intent, item, Shown.FOUND)
        except LedgerError:
            return False
        now.found_done += 1
        return True

    # Updates, deletes, archivings

    async def _change(self, record: Record, intent: Intent) -> bool:
        """See how the target is: as wanted, then it is done (True); else the work is derived anew."""
        asked_at = self._clock.now()
        found = await self._peers[intent.side].get(intent.resource, intent.target_id)
        there = found if isinstance(found, Item) and not found.deleted else None
        moved: Collection[str] = intent.written
        if intent.act is Act.UPDATE:
            # A write of nothing but halves of what is brought together proves nothing: it is simply done anew.
            if there is not None and intent.written:
                outcome, moved = self._applied(record, intent, there)
                if outcome is Applied.YES:
                    with self._ledger.transaction():
                        self._note_overwritten(record, intent)
                        self._settler.written(record, intent, there, Shown.FOUND)
                    return True
        elif intent.act is Act.REVIVE:
            if there is not None and not self._archived(record, intent, there):
                self._settler.revived(record, intent, there)
                return True
        elif there is None and found is not Missing.FORBIDDEN:
            self._settler.removed(record, intent, None)
            return True
        elif there is not None and intent.act is Act.ARCHIVE and self._archived(record, intent, there):
            self._settler.removed(record, intent, there)
            return True
        elif there is not None:
            moved = ()
        if self._may_arrive(intent, asked_at):
            if there is not None:  # what it shows may yet be overwritten, and must not be gone without a trace then
                self._observer.look(record, intent.side, there, self._clock.now())
            return False
        with self._ledger.transaction():
            if there is not None:
                self._observer.look(record, intent.side, there, self._clock.now())
            elif found is not Missing.FORBIDDEN:
                self._observer.missing(record, intent.side, intent.target_id, found, self._clock.now())
            self._ledger.unsettle(record.name, intent.side, intent.target_id)
            self._note_lost(intent, moved)
            self._ledger.close_intent(intent.id, IntentState.SUPERSEDED, note="not found as wanted; derived anew")
        return False

    def _applied(self, record: Record, intent: Intent, there: Item) -> tuple[Applied, Collection[str]]:
        def read(body: Body) -> dict[str, Canonical]:
            return {pair: shade(one) for pair, one in record.mapping.read(intent.side, body, self._ledger).items()}

        written = {pair: intent.values[pair] for pair in intent.written if pair in record.pairs}
        one_way = {name for name in written if not record.pairs[name].direction.writes(intent.side.other)}
        # Of a write that may never have been sent nothing is proven by what people, too, may have written there; nor
        # by what there are few of: other items, yes and no.
        sure = {
            name
            for name, value in written.items()
            if intent.sent_by is not None and record.pairs[name].refers_to is None and not isinstance(value, bool)
        }
        return applied(written, read(intent.before or {}), read(there.body), one_way=one_way, proving=sure)

    def _note_lost(self, intent: Intent, moved: Collection[str]) -> None:
        """Note what the write would have overwritten, where nothing can tell any more whether it did.

        `moved` are the field pairs that no longer show it: of the others, whatever overwrites them tells it.
        """
        now, reason = self._clock.now(), "the answer to this write was lost, and the item was changed since"
        lost = [
            replace(entry, at=now, link=intent.link, item_id=intent.target_id, reason=f"{entry.reason}; {reason}")
            for entry in intent.history
            if entry.lost is not ABSENT and (entry.pair in moved or entry.pair not in intent.values)
        ]
        self._ledger.note(lost if moved else ())

    def _note_overwritten(self, record: Record, intent: Intent) -> None:
        """Note what was seen on the target after the write was decided, where it arrived only later and took its place.

        What stood there when it was decided, the history of the write tells.
        """
        seen = self._ledger.seen(record.name, intent.side, intent.target_id)
        if seen is None or seen.gone:
            return
        stood, before = (
            record.mapping.read(intent.side, body, self._ledger) for body in (seen.body, intent.before or {})
        )
        now, reason = self._clock.now(), "edited before a write arrived whose answer was lost, and which overwrote it"
        lost = [
            Entry(
                now,
                EntryKind.OVERWRITTEN,
                record.name,
                intent.link,
                intent.side,
                intent.target_id,
                pair,
                before=told(record.pairs[pair], value, intent.side, self._ledger),
                after=told(record.pairs[pair], intent.values[pair], intent.side, self._ledger),
                lost=told(record.pairs[pair], value, intent.side, self._ledger),
                reason=reason,
                sensitive=record.pairs[pair].sensitive,
            )
            for pair in intent.written
            if pair in record.pairs
            and differs(value := shade(stood[pair]), intent.values[pair])
            and differs(value, shade(before[pair]))
            and not own_way(intent.values[pair], value)
            and not nothing_in(value)
        ]
        self._ledger.note(lost)

    def _archived(self, record: Record, intent: Intent, item: Item) -> bool:
        return item.archived or record.archived_by_field(intent.side, item.body)

    # Outcomes

    def _again(self, record: Record, intent: Intent, note: str) -> None:
        with self._ledger.transaction():
            self._ledger.close_intent(intent.id, IntentState.SUPERSEDED, note=note)
            self._ledger.unsettle(record.name, intent.side.other, intent.source_id)

    def _hold(self, record: Record, intent: Intent, now: Pass, reason: str) -> None:
        side = intent.side.other
        where = place(record.row.matched_by)
        with self._ledger.transaction():
            self._ledger.close_intent(intent.id, IntentState.HELD, note=reason)
            self._ledger.hold(
                Held(
                    0,
                    HeldKind.IN_DOUBT,
                    record.name,
                    side,
                    intent.source_id,
                    reason,
                    self._clock.now(),
                    place=where,
                    about=f"doubt {intent.id}",
                )
            )
            entry = Entry(
                self._clock.now(), EntryKind.HELD, record.name, "", side, intent.source_id, reason=reason, place=where
            )
            self._ledger.note([entry])
        now.lines.append(
            Line(
                ChangeKind.HOLD, record.name, side, intent.source_id, reason=reason, place=where, held=HeldKind.IN_DOUBT
            )
        )
        now.result(record.name, (side.value, intent.source_id), Result.HELD)
        now.told.append((HeldKind.IN_DOUBT, record.name, intent.source_id, reason))
