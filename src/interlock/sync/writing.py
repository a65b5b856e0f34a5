"""Carries one wanted write out: notes it, looks once more, sends it once, and notes what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from interlock.errors import (
    LeaseLost,
    LedgerError,
    NotPossible,
    Refused,
    SystemFault,
    Unauthorised,
    Unreachable,
    Untrusted,
)
from interlock.model.clock import Clock
from interlock.model.history import Decision, HeldKind
from interlock.model.kept import Act, Attempt, Intent, IntentState
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Missing, Peer, Written
from interlock.model.value import ABSENT, Side
from interlock.sync.errors import ErrorPolicy, Reaction, distance
from interlock.sync.health import Health
from interlock.sync.holding import Holder
from interlock.sync.observe import Observer, seen_as
from interlock.sync.pairing import paired
from interlock.sync.render import Rendered, entries, has_keys, intent_for, key_for, render
from interlock.sync.run import Pass
from interlock.sync.settle import Loose, Settler
from interlock.sync.situation import Hold, Write
from interlock.sync.telling import NEW
from interlock.sync.units import Unit

_POISON = 4
"""After so many writes of one item without an answer, while others are answered, the item itself is at fault."""

_FRESH = timedelta(seconds=60)
"""A write that could not be sent for so long is decided about anew: what it was decided on is too old."""

FOUND = frozenset({409, 412})


class After(Enum):
    """How an attempted write came out."""

    DONE = "done"
    AGAIN = "again"
    """something was learned: the item is decided about anew"""
    LATER = "later"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Job:
    """A write that is ready to be noted and sent."""

    unit: Unit
    write: Write
    made: Rendered
    intent: Intent
    last: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a write. `item` is the target as it is now, None where nothing is left of it.

    `unsent` says why it was not sent after all; it is certain then that it was not applied.
    """

    job: Job
    after: After
    item: Item | None = None
    unsent: str = ""


class Writing:
    """Carries writes out, or in a rehearsal does as if."""

    def __init__(
        self,
        peers: dict[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        health: Health,
        policy: ErrorPolicy,
        now: Pass,
    ) -> None:
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._health = health
        self._policy = policy
        self._rehearsed = now.rehearsed
        self._observer = Observer(ledger)
        self.settler = Settler(ledger, clock)
        self.holder = Holder(ledger, clock, now)

    def prepare(self, unit: Unit, write: Write, *, last: bool) -> Job | After:
        """The write as it will be sent, unless it was refused before and is not yet due, or cannot be sent at all."""
        number = f"W{self._ledger.number('write')}"
        peer = self._peers[write.side]
        keyed = write.act is Act.CREATE and has_keys(unit, write, peer)
        key = key_for(self._ledger, number, unit) if keyed else ""
        try:
            made = render(unit, write, peer, self._ledger, key)
        except NotPossible as fault:
            self.holder.hold(unit, Hold(HeldKind.REJECTED, fault.message, place=write.place, about="wish not possible"))
            return After.HELD
        barred = self._barred(unit, write, made.wish)
        if barred is not None:
            return barred
        link = unit.link.id if unit.link is not None else self.settler.next_link()
        history = entries(unit, write, self._clock.now(), self._ledger)
        intent = intent_for(unit, write, made, history, number=number, link=link, key=key, at=self._clock.now())
        return Job(unit, write, made, intent, last)

    def usable(self, side: Side) -> bool:
        """Whether anything may be sent to that side now."""
        return self._health.usable(side)

    async def send(self, job: Job) -> Answer:
        """Send a noted write once. A success is still to be noted (`note`); whatever else came of it is noted here."""
        return await self.unready(job) or await self.sent(job)

    async def unready(self, job: Job) -> Answer | None:
        """Why the write is not to be sent now after all; None where it is. In a rehearsal, the write as if done."""
        if self._rehearsed:
            return self._as_if(job)
        if not self._health.usable(job.write.side):
            return Answer(job, After.LATER, unsent="the system was paused before it was sent")
        if self._clock.now() - job.intent.at > _FRESH:
            return Answer(job, After.AGAIN, unsent="it waited too long for its turn")
        return await self._changed(job)

    async def sent(self, job: Job) -> Answer:
        """Send a write that is ready, alone."""
        try:
            written = await self._peers[job.write.side].write(job.intent.resource, job.intent.request)
            return await self.answered(job, written)
        except SystemFault as fault:
            return await self.failed(job, fault)

    async def sent_together(self, jobs: Sequence[Job]) -> Mapping[str, Item]:
        """Send writes that are ready in one request; by intent, the items that came of them, where that is certain.

        Raises:
            SystemFault: nothing is known of any of them, or all were refused.
        """
        first = jobs[0]
        requests = [job.intent.request for job in jobs]
        items = await self._peers[first.write.side].write_together(first.intent.resource, requests)
        return paired(first.unit.record, [(job.intent, job.made.body) for job in jobs], items, self._ledger)

    async def answered(self, job: Job, written: Written | None) -> Answer:
        """What an answer of success means for a write; `written` is None where it does not show what came of it.

        Raises:
            SystemFault: what it does not show could not be asked for.
        """
        item = None if written is None else await self._as_now(job, written)
        self._health.succeeded(job.write.side)
        if item is None and job.intent.act in (Act.CREATE, Act.UPDATE):
            # The create gave no id, or the item went at once: it is looked for as after a lost answer.
            self._ledger.doubt_intent(job.intent.id, self._clock.now())
            return Answer(job, After.LATER)
        return Answer(job, After.DONE, item)

    async def failed(self, job: Job, fault: SystemFault) -> Answer:
        """What an answer that is no success, or none at all, means for a write."""
        if isinstance(fault, Refused):
            return Answer(job, await self._refused(job, fault))
        if isinstance(fault, Unauthorised):
            self._ledger.close_intent(job.intent.id, IntentState.REFUSED, note=fault.message)
            self._health.fault(job.write.side, fault)
            return Answer(job, After.LATER)
        sent = fault.sent if isinstance(fault, Unreachable) else not isinstance(fault, NotPossible)
        return Answer(job, self._no_answer(job, fault, sent=sent))

    def note(self, answers: Sequence[Answer]) -> list[Answer]:
        """Note what came of writes, all in one transaction; the answers, but for those that cannot stand as they are.

        Raises:
            LedgerError: the ledger cannot be used; nothing was noted, and the writes are in doubt.
        """
        try:
            with self._ledger.transaction():
                loose = self.settler.loose()
                for answer in answers:
                    self._note(answer, loose)
            return list(answers)
        except LeaseLost:
            raise
        except LedgerError:
            if len(answers) > 1:
                return [noted for answer in answers for noted in self.note([answer])]
            # One answer that cannot be true, as an item that has another link: the write is looked into once more.
            self._ledger.doubt_intent(answers[0].job.intent.id, self._clock.now())
            return [Answer(answers[0].job, After.LATER)]

    def _note(self, answer: Answer, loose: Loose) -> None:
        job = answer.job
        if answer.unsent:
            self._ledger.close_intent(job.intent.id, IntentState.SUPERSEDED, note=answer.unsent)
        elif answer.after is After.DONE and not self._rehearsed:
            if answer.item is not None and job.intent.act in (Act.CREATE, Act.UPDATE):
                self.settler.written(job.unit.record, job.intent, answer.item, last=job.last, loose=loose)
            else:
                self.settler.removed(job.unit.record, job.intent, answer.item)

    async def _changed(self, job: Job) -> Answer | None:
        """Look at the target once more, where nothing else keeps a newer edit from being overwritten.

        Returns None when it is as it was decided on.
        """
        unit, write = job.unit, job.write
        seen = unit.seen.get(write.side)
        if seen is None:
            return None
        # A list may not show the version that a protected write needs: such an item is looked at like any other.
        if unit.record.profiles[write.side].version.value and seen.version is not None and write.act is Act.UPDATE:
            return None
        try:
            found = await self._peers[write.side].get(unit.record.resource(write.side), seen.id)
        except SystemFault as fault:
            self._system_fault(write.side, fault)
            return Answer(job, After.LATER, unsent=fault.message)
        now = self._clock.now()
        if isinstance(found, Item) and not found.deleted:
            if seen_as(unit.record, write.side, found, now).digest == seen.digest:
                return None
            self._observer.look(unit.record, write.side, found, now)
            return Answer(job, After.AGAIN, unsent="the target has changed since it was decided")
        if found is Missing.FORBIDDEN:
            reason = f"{unit.record.systems[write.side]} no longer lets us see it (403)"
            self.holder.hold(unit, Hold(HeldKind.REJECTED, reason, place=write.place, about="wish 403"))
            return Answer(job, After.HELD, unsent=reason)
        self._observer.gone(unit.record, write.side, seen.id, now)
        return Answer(job, After.AGAIN, unsent="the target is gone")

    async def _as_now(self, job: Job, written: Written) -> Item | None:
        """The target after the write, asked for where the answer did not show it."""
        peer, resource = self._peers[job.write.side], job.intent.resource
        if job.intent.act is Act.DELETE:
            return None
        item_id = job.intent.target_id or written.id or (written.item.id if written.item else "")
        if written.item is not None and self._shows_all(job, written.item):
            return replace(written.item, id=item_id)
        if not item_id:
            return None
        try:
            found = await peer.get(resource, item_id)
        except SystemFault:
            found = Missing.GONE
        if isinstance(found, Item) and not found.deleted:
            return found
        # It was answered with success: an id that cannot be read yet must not be lost. The next look shows the rest.
        return Item(resource, item_id, job.made.body)

    def _shows_all(self, job: Job, item: Item) -> bool:
        """Whether an answer shows every field that was written; some show hardly more than the id."""
        mapping, side = job.unit.record.mapping, job.write.side
        shown = mapping.read(side, item.body, self._ledger)
        missing = [pair for pair, value in shown.items() if value is ABSENT]
        if not missing:
            return True
        asked = mapping.read(side, job.made.body, self._ledger)
        return all(asked[pair] is ABSENT for pair in missing)

    def _as_if(self, job: Job) -> Answer:
        """The write in a rehearsal: the target then shows just what was asked for."""
        record, intent = job.unit.record, job.intent
        now = self._clock.now()
        item_id = intent.target_id or f"{NEW}{intent.id}"
        item = Item(intent.resource, item_id, job.made.body, created_at=now, updated_at=now)
        if intent.act in (Act.CREATE, Act.UPDATE):
            self.settler.written(record, intent, item, last=job.last)
        else:
            self.settler.removed(record, intent, None if intent.act is Act.DELETE else item)
        return Answer(job, After.DONE)

    # What can go wrong

    async def _refused(self, job: Job, fault: Refused) -> After:
        side, intent = job.write.side, job.intent
        if fault.status >= 500 or fault.status == 408:
            return self._no_answer(job, fault, sent=True)
        if fault.status == 429:
            self._ledger.close_intent(intent.id, IntentState.REFUSED, note=fault.message)
            self._health.wait(side, fault.wait_s)
            return After.LATER
        if intent.act is not Act.CREATE and fault.status in {*FOUND, 404, 410}:
            self._ledger.close_intent(intent.id, IntentState.SUPERSEDED, note=fault.message)
            return await self._look_again(job, fault)
        with self._ledger.transaction():
            self._ledger.close_intent(intent.id, IntentState.REFUSED, note=fault.message)
            return self._failed(job, self._policy.to_status(fault.status), fault)

    async def _look_again(self, job: Job, fault: Refused) -> After:
        """The target is not as it was decided on: see how it is, and decide anew."""
        record, side = job.unit.record, job.write.side
        try:
            found = await self._peers[side].get(record.resource(side), job.intent.target_id)
        except SystemFault as other:
            self._system_fault(side, other)
            return After.LATER
        now = self._clock.now()
        if isinstance(found, Item) and not found.deleted:
            before = self._ledger.seen(record.name, side, found.id)
            look = self._observer.look(record, side, found, now)
            if before is not None and before.digest == look.digest and before.version == look.version:
                return self._failed(job, self._policy.to_status(fault.status), fault)
            return After.AGAIN
        if found is Missing.FORBIDDEN:
            return self._failed(job, self._policy.to_status(403), fault)
        self._observer.gone(record, side, job.intent.target_id, now)
        return After.AGAIN

    def _no_answer(self, job: Job, fault: SystemFault, *, sent: bool) -> After:
        """Whether it was applied is not known, unless it was never sent; the system is paused."""
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
        if isinstance(fault, Untrusted | Unreachable | Refused | NotPossible):
            self._health.fault(side, fault)
        return After.LATER

    def _system_fault(self, side: Side, fault: SystemFault) -> None:
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
        if again:
            return After.LATER
        self._set_aside(job, fault, count, place=reaction.place)
        return After.HELD

    def _set_aside(self, job: Job, fault: SystemFault, count: int, *, place: str = "") -> None:
        times = "once" if count == 1 else f"{count} times"
        reason = f"{job.unit.record.systems[job.write.side]} did not take it, tried {times}: {fault.message}"
        hold = Hold(HeldKind.REJECTED, reason, place=place or job.write.place, about=f"wish {job.made.wish}")
        self.holder.hold(job.unit, hold, attempts=count)

    def _barred(self, unit: Unit, write: Write, wish: str) -> After | None:
        """Whether the same write was refused before, and is held or not yet due."""
        attempt = self._ledger.attempt(unit.record.name, write.side, name_of(unit))
        if attempt is None:
            return None
        if attempt.wish != wish:
            self._ledger.forget_attempt(unit.record.name, write.side, name_of(unit))
            return None
        held = self.holder.rejected(unit, wish)
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
