"""What follows from a write that was refused or not answered: see how things are, try again, or set it aside."""

from __future__ import annotations

from datetime import timedelta

from interlock.errors import NotPossible, Refused, SystemFault, Unreachable, Untrusted
from interlock.model.clock import Clock
from interlock.model.history import Decision, HeldKind
from interlock.model.kept import Act, Attempt, IntentState
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Missing, Peer
from interlock.model.value import Side
from interlock.sync.discreet import discreet
from interlock.sync.errors import ErrorPolicy, Reaction, distance
from interlock.sync.health import Health
from interlock.sync.hidden import UNSURE, Hidden
from interlock.sync.holding import Holder
from interlock.sync.job import After, Job
from interlock.sync.observe import Observer
from interlock.sync.searching import Search
from interlock.sync.situation import Hold, Write
from interlock.sync.units import Unit

_POISON = 4
"""After so many writes of one item without an answer, while others are answered, the item itself is at fault."""

_IN_A_ROW = 20
"""After so many different items refused with none taken in between, the fault is hardly that of each item."""

_STALE = frozenset({404, 409, 410, 412})
"""How systems answer a write to an item that is not as it was decided on."""

_GONE = frozenset({404, 410})

_THERE_ALREADY = frozenset({400, 409, 422})
"""How systems answer a create of what they have already."""


class Refusals:
    """Notes what came of writes that did not go through."""

    def __init__(
        self,
        peers: dict[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        health: Health,
        policy: ErrorPolicy,
        holder: Holder,
    ) -> None:
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._health = health
        self._policy = policy
        self._holder = holder
        self._hidden = Hidden(ledger)
        self._observer = Observer(ledger)
        self._in_a_row: dict[tuple[str, Side], set[str]] = {}

    def went_through(self, record: str, side: Side) -> None:
        """A write was taken: what was refused before it was about those items."""
        self._in_a_row.pop((record, side), None)

    def all_in_a_row(self, record: str, side: Side) -> bool:
        """Whether so many different items were refused in a row that the others wait."""
        return len(self._in_a_row.get((record, side), ())) >= _IN_A_ROW

    async def refused(self, job: Job, fault: Refused) -> After:
        """The system answered a write with an error status."""
        side, intent = job.write.side, job.intent
        fault = discreet(fault, job.unit.record, intent)
        if fault.status >= 500 or fault.status == 408:
            return self.no_answer(job, fault, sent=True)
        if fault.status == 429:
            self._ledger.close_intent(intent.id, IntentState.REFUSED, note=fault.message)
            self._health.wait(side, fault.wait_s)
            return After.LATER
        if intent.act is not Act.CREATE and fault.status in _STALE:
            self._ledger.close_intent(intent.id, IntentState.SUPERSEDED, note=fault.message)
            return await self._look_again(job, fault)
        if intent.act is Act.CREATE and fault.status in _THERE_ALREADY and await self._is_there(job, fault):
            self._ledger.close_intent(intent.id, IntentState.REFUSED, note=fault.message)
            return After.AGAIN
        with self._ledger.transaction():
            self._ledger.close_intent(intent.id, IntentState.REFUSED, note=fault.message)
            return self._failed(job, self._policy.to_status(fault.status), fault)

    async def _is_there(self, job: Job, fault: Refused) -> bool:
        """A refused create may tell that the item is there already: see it, and whether that changes the decision."""
        record, side = job.unit.record, job.write.side
        try:
            there = await Search(self._peers, self._ledger, self._clock).named(record, job.intent, fault)
        except SystemFault as other:
            self.system_fault(side, other)
            return False
        new = False
        for item in there:
            if job.intent.match is None or record.mapping.match_key(side, item.body) != job.intent.match:
                continue
            before = self._ledger.seen(record.name, side, item.id)
            look = self._observer.look(record, side, item, self._clock.now())
            new |= look is not None and (before is None or before.digest != look.digest)
        return new

    async def _look_again(self, job: Job, fault: Refused) -> After:
        """The target is not as it was decided on: see how it is, and decide anew."""
        record, side = job.unit.record, job.write.side
        try:
            found = await self._peers[side].get(record.resource(side), job.intent.target_id)
        except SystemFault as other:
            self.system_fault(side, other)
            return After.LATER
        now = self._clock.now()
        if isinstance(found, Item) and not found.deleted:
            before = self._ledger.seen(record.name, side, found.id)
            look = self._observer.look(record, side, found, now)
            if look is None:
                Hidden(self._ledger, UNSURE).add(record.name, side, found.id)
                return After.LATER
            if before is not None and before.digest == look.digest and before.version == look.version:
                return self._failed(job, self._policy.to_status(fault.status), fault)
            return After.AGAIN
        if found is Missing.FORBIDDEN:
            self._hidden.add(record.name, side, job.intent.target_id)
            return self._failed(job, self._policy.to_status(403), fault)
        both = fault.status in _GONE  # the write and the look say the same
        if self._observer.missing(record, side, job.intent.target_id, found, now, certain=both):
            return After.AGAIN
        Hidden(self._ledger, UNSURE).add(record.name, side, job.intent.target_id)
        return After.LATER

    def no_answer(self, job: Job, fault: SystemFault, *, sent: bool) -> After:
        """Whether it was applied is not known, unless it was never sent; the system is paused."""
        fault = discreet(fault, job.unit.record, job.intent)
        self._unknown(job, fault, sent=sent)
        if isinstance(fault, Untrusted | Unreachable | Refused | NotPossible):
            self._health.fault(job.write.side, fault)
        return After.LATER

    def left_out(self, job: Job) -> After:
        """An answer to several writes does not show what came of this one; next time it is sent alone."""
        system = job.unit.record.systems[job.write.side]
        self._unknown(job, Untrusted(f"{system} answered for others that were sent with it, but not for it"), sent=True)
        return After.LATER

    def refused_together(self, job: Job, fault: Refused) -> After:
        """A refusal of several writes does not show whether this one was done; next time it is sent alone."""
        system = job.unit.record.systems[job.write.side]
        reason = f"{system} refused this together with others ({fault.status}), which may have been done in part"
        self._unknown(job, Untrusted(reason), sent=True)
        return After.LATER

    def alone(self, unit: Unit, side: Side) -> bool:
        """Whether a write for the item failed before, so that the next one must not take others down with it."""
        return self._ledger.attempt(unit.record.name, side, name_of(unit)) is not None

    def _unknown(self, job: Job, fault: SystemFault, *, sent: bool) -> None:
        side, now = job.write.side, self._clock.now()
        with self._ledger.transaction():
            if not sent:
                self._ledger.close_intent(job.intent.id, IntentState.SUPERSEDED, note=fault.message)
            else:
                self._ledger.doubt_intent(job.intent.id, now)
            known = self._ledger.attempt(job.unit.record.name, side, name_of(job.unit))
            mine = known if known is not None and known.wish == job.made.wish else None
            count = 1 if mine is None else mine.count + 1
            first_at = now if mine is None else mine.first_at
            poisoned = sent and count > _POISON and self._health.succeeded_since(side, first_at)
            self._ledger.put_attempt(
                Attempt(
                    job.unit.record.name, side, name_of(job.unit), job.made.wish, count, first_at, now, fault.message
                )
            )
            if poisoned:
                self._set_aside(job, fault, count)

    def system_fault(self, side: Side, fault: SystemFault) -> None:
        """A look at a side failed; where that is about the whole system, it is paused."""
        if not isinstance(fault, Refused) or fault.status >= 500 or fault.status == 429:
            self._health.fault(side, fault)

    def _failed(self, job: Job, reaction: Reaction, fault: Refused) -> After:
        """The system said no: try again later, or set the item aside."""
        record, side, now = job.unit.record.name, job.write.side, self._clock.now()
        known = self._ledger.attempt(record, side, name_of(job.unit))
        same = known is not None and known.wish == job.made.wish
        count = known.count + 1 if known is not None and same else 1
        first_at = known.first_at if known is not None and same else now
        if reaction.pause:
            self._health.fault(side, fault)
        again = reaction.retries is None or count <= reaction.retries
        wait = timedelta(seconds=fault.wait_s) if fault.wait_s else distance(reaction, count)
        attempt = Attempt(record, side, name_of(job.unit), job.made.wish, count, first_at, now + wait, fault.message)
        self._ledger.put_attempt(attempt)
        row = self._in_a_row.setdefault((record, side), set())
        row.add(name_of(job.unit))
        if len(row) == _IN_A_ROW:
            self._health.refuses_all(side, record, len(row), fault)
        if again:
            return After.LATER
        self._set_aside(job, fault, count, place=reaction.place)
        return After.HELD

    def _set_aside(self, job: Job, fault: SystemFault, count: int, *, place: str = "") -> None:
        times = "once" if count == 1 else f"{count} times"
        reason = f"{job.unit.record.systems[job.write.side]} did not take it, tried {times}: {fault.message}"
        hold = Hold(HeldKind.REJECTED, reason, place=place or job.write.place, about=f"wish {job.made.wish}")
        self._holder.hold(job.unit, hold, attempts=count)

    def barred(self, unit: Unit, write: Write, wish: str) -> After | None:
        """Whether the same write was refused before, and is held or not yet due."""
        attempt = self._ledger.attempt(unit.record.name, write.side, name_of(unit))
        if attempt is None:
            return After.LATER if self.all_in_a_row(unit.record.name, write.side) else None
        if attempt.wish != wish:
            self._ledger.forget_attempt(unit.record.name, write.side, name_of(unit))
            return None
        held = self._holder.rejected(unit, wish)
        if held is not None and held.decision in (Decision.RETRY, Decision.APPROVE):
            self._ledger.forget_attempt(unit.record.name, write.side, name_of(unit))
            self._ledger.release_held(held.id)
            return None
        if held is not None:
            return After.HELD
        return After.LATER if attempt.not_before > self._clock.now() else None


def name_of(unit: Unit) -> str:
    """The unit's name as attempts are kept under."""
    return " ".join(unit.name)
