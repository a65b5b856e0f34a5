"""Carries one wanted write out: notes it, looks once more, sends it once, and notes what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import datetime, timedelta

from interlock.errors import (
    LeaseLost,
    LedgerError,
    NotPossible,
    Refused,
    SystemFault,
    Unauthorised,
    Unreachable,
)
from interlock.mapping import Waiting
from interlock.model.clock import Clock
from interlock.model.history import HeldKind
from interlock.model.kept import Act, IntentState
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Missing, Peer, Written
from interlock.model.profile import Verb
from interlock.model.value import ABSENT, Body, Side
from interlock.sync.afterwards import as_before, met_deleted, stamped
from interlock.sync.circles import above, closes
from interlock.sync.done import Done, Shown
from interlock.sync.errors import ErrorPolicy
from interlock.sync.health import Health
from interlock.sync.hidden import UNSURE, Hidden
from interlock.sync.holding import Holder
from interlock.sync.job import After, Answer, Job
from interlock.sync.observe import Observer, seen_as
from interlock.sync.pairing import paired
from interlock.sync.refusals import Refusals
from interlock.sync.render import entries, has_keys, intent_for, key_for, render
from interlock.sync.run import Pass
from interlock.sync.settle import Settler
from interlock.sync.situation import Hold, Write
from interlock.sync.telling import NEW
from interlock.sync.units import Unit

_FRESH = timedelta(seconds=60)
"""A write that could not be sent for so long is decided about anew: what it was decided on is too old."""


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
        self._pass = now
        self._rehearsed = now.rehearsed
        self._stopped = now.stopped
        self._observer = Observer(ledger)
        self._hidden = Hidden(ledger)
        self.settler = Settler(ledger, clock)
        self.holder = Holder(ledger, clock, now)
        self._tried = True
        self._numbers: Iterator[int] = iter(())
        self._refusals = Refusals(peers, ledger, clock, health, policy, self.holder)

    @contextmanager
    def preparing(self, count: int) -> Iterator[None]:
        """Inside, up to so many writes are prepared, and what they all need is asked for once."""
        self._tried = self._ledger.any_attempts()
        self._numbers = iter(self._ledger.numbers("write", count))
        try:
            with self.settler.linking(count):
                yield
        finally:  # what is undone gives its numbers back
            self._tried, self._numbers = True, iter(())

    def barred(self, record: str, side: Side, names: Sequence[str]) -> AbstractSet[str]:
        """Those of the items of which a write to that side was refused, or all where it refuses one after the other.

        To be asked for while `preparing`.
        """
        if not self._tried:
            return frozenset()
        if self._refusals.all_in_a_row(record, side):
            return frozenset(names)
        return self._ledger.tried_among(record, side, names)

    def next_number(self) -> str:
        """The id of a new write; to be asked for while `preparing`."""
        return f"W{next(self._numbers)}"

    def prepare(self, unit: Unit, write: Write, *, last: bool) -> Job | After:
        """The write as it will be sent, unless it was refused before and is not yet due, or cannot be sent at all.

        To be called while `preparing`.
        """
        number = self.next_number()
        peer = self._peers[write.side]
        keyed = write.act is Act.CREATE and has_keys(unit, write, peer)
        key = key_for(self._ledger, number, unit.name, (one.digest for one in unit.seen.values())) if keyed else ""
        try:
            alone = self._tried and self._refusals.alone(unit, write.side)
            made = render(unit, write, peer, self._ledger, key, alone=alone)
        except NotPossible as fault:
            self.holder.hold(unit, Hold(HeldKind.REJECTED, fault.message, place=write.place, about="wish not possible"))
            return After.HELD
        if isinstance(made, Waiting):
            self.holder.hold(unit, self._awaiting(unit, write, made))
            return After.HELD
        barred = self._refusals.barred(unit, write, made.wish) if self._tried else None
        if barred is not None:
            return barred
        link = unit.link.id if unit.link is not None else self.settler.next_link()
        history = entries(unit, write, self._clock.now(), self._ledger)
        intent = intent_for(unit, write, made, history, number=number, link=link, key=key, at=self._clock.now())
        return Job(unit, write, made, intent, last)

    def _awaiting(self, unit: Unit, write: Write, what: Waiting) -> Hold:
        """The write refers to an item whose counterpart is gone: it waits for that to be decided."""
        link = self._ledger.link(what.link)
        there = "" if link is None else link.id_on(write.side.other)
        reason = f"it refers to {what.record} `{there}`, whose counterpart in {unit.record.systems[write.side]} is gone"
        return Hold(
            HeldKind.WAITING,
            reason,
            place=write.place,
            waits_record=what.record,
            waits_for=there,
            waits_side=write.side.other,
            about=f"gone {there}",
        )

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
        # Asked again after the look, during which the system may have asked to wait, or this process stood still.
        changed = self.late(job) or await self._changed(job) or await self._back(job) or self._closes(job)
        return changed or self.late(job)

    def late(self, job: Job) -> Answer | None:
        """Why a write that was ready is not to be sent any more; None where it may still be sent."""
        late = self.out_of_turn(job.write.side, job.intent.at)
        return None if late is None else Answer(job, late[0], unsent=late[1])

    def out_of_turn(self, side: Side, noted_at: datetime) -> tuple[After, str] | None:
        """Why a write that was noted then is not to be sent to that side now, with what follows; None where it is."""
        if self._stopped():  # under a slow limit the look alone may have taken long
            return After.LATER, "it was stopped before it was sent"
        if not self._health.usable(side):
            return After.LATER, "the system was paused before it was sent"
        if self._clock.now() - noted_at > _FRESH:
            return After.AGAIN, "it waited too long for its turn"
        return None

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
        return self.paired(jobs, items)

    def paired(self, jobs: Sequence[Job], items: Sequence[Item]) -> Mapping[str, Item]:
        """By intent, the items that came of writes in one request, where that is certain."""
        return paired(jobs[0].unit.record, [(job.intent, job.made.body) for job in jobs], items, self._ledger)

    def went_through(self, record: str, side: Side) -> None:
        """A write of that record was taken."""
        self._health.succeeded(side)
        self._refusals.went_through(record, side)

    def all_or_none(self, job: Job) -> bool:
        """Whether a request for several writes like this one, when it is refused, has surely done none of them."""
        verb = Verb.CREATE if job.intent.act is Act.CREATE else Verb.UPDATE
        return self._peers[job.write.side].all_or_none(job.intent.resource, verb)

    def refused_together(self, job: Job, fault: Refused) -> Answer:
        """Several writes in one request were refused as a whole: whether this one was done is not known."""
        self._pass.refused_together = True
        return Answer(job, self._refusals.refused_together(job, fault))

    async def answered(self, job: Job, written: Written | None) -> Answer:
        """What an answer of success means for a write; `written` is None where it does not show what came of it.

        Raises:
            SystemFault: what it does not show could not be asked for.
        """
        self.went_through(job.unit.record.name, job.write.side)
        if written is None:
            return Answer(job, self._refusals.left_out(job))
        item, shown = await self._as_now(job, written)
        if item is None and job.intent.act in (Act.CREATE, Act.UPDATE):
            # The create gave no id, or the item went at once: it is looked for as after a lost answer.
            self._ledger.doubt_intent(job.intent.id, self._clock.now())
            return Answer(job, After.LATER)
        return Answer(job, After.DONE, item, shown=shown)

    async def failed(self, job: Job, fault: SystemFault) -> Answer:
        """What an answer that is no success, or none at all, means for a write."""
        if isinstance(fault, Refused):
            return Answer(job, await self._refusals.refused(job, fault))
        if isinstance(fault, Unauthorised):
            self._ledger.close_intent(job.intent.id, IntentState.REFUSED, note=fault.message)
            self._health.fault(job.write.side, fault)
            return Answer(job, After.LATER)
        sent = fault.sent if isinstance(fault, Unreachable) else not isinstance(fault, NotPossible)
        return Answer(job, self._refusals.no_answer(job, fault, sent=sent))

    def note(self, answers: Sequence[Answer]) -> list[Answer]:
        """Note what came of writes of one record, all in one transaction.

        Returns the answers, but for those that cannot stand as they are.

        Raises:
            LedgerError: the ledger cannot be used; nothing was noted, and the writes are in doubt.
        """
        answers = [met_deleted(answer) for answer in answers]
        try:
            with self._ledger.transaction():
                loose = self.settler.loose()
                written = [done for answer in answers if (done := self._note(answer)) is not None]
                self.settler.all_written(answers[0].job.unit.record, written, loose)
            return list(answers)
        except LeaseLost:
            raise
        except LedgerError:
            if len(answers) > 1:
                return [noted for answer in answers for noted in self.note([answer])]
            # One answer that cannot be true, as an item that has another link: the write is looked into once more.
            self._ledger.doubt_intent(answers[0].job.intent.id, self._clock.now())
            return [Answer(answers[0].job, After.LATER)]

    def _note(self, answer: Answer) -> Done | None:
        """Note an answer, but for a create or update that went through: that is noted together with others."""
        job = answer.job
        if answer.unsent:
            self._ledger.close_intent(job.intent.id, IntentState.SUPERSEDED, note=answer.unsent)
        elif answer.after is After.DONE:
            if answer.item is not None and job.intent.act in (Act.CREATE, Act.UPDATE):
                return Done(job.intent, answer.item, answer.shown, last=job.last)
            if answer.item is not None and job.intent.act is Act.REVIVE:
                self.settler.revived(job.unit.record, job.intent, answer.item)
                return None
            self.settler.removed(job.unit.record, job.intent, answer.item)
        elif answer.item is not None:
            self.settler.met_deleted(job.unit.record, job.intent)
        return None

    async def _changed(self, job: Job) -> Answer | None:
        """Look at the target once more, where nothing else keeps a newer edit from being overwritten.

        Returns None when it is as it was decided on.
        """
        unit, write = job.unit, job.write
        seen = unit.seen.get(write.side)
        if seen is None or (write.act is Act.REVIVE and seen.gone):
            return None
        # A list may not show the version that a protected write needs: such an item is looked at like any other.
        protected = bool(unit.record.profiles[write.side].version.value) and write.act is Act.UPDATE
        if protected and seen.version is not None:
            return None
        try:
            found = await self._peers[write.side].get(unit.record.resource(write.side), seen.id)
        except SystemFault as fault:
            self._refusals.system_fault(write.side, fault)
            return Answer(job, After.LATER, unsent=fault.message)
        now = self._clock.now()
        if isinstance(found, Item) and not found.deleted:
            same = seen_as(unit.record, write.side, found, now).digest == seen.digest
            if same and not (protected and found.version is not None):
                return None
            if self._observer.look(unit.record, write.side, found, now) is None:
                return self._unsure(job)
            why = "its version was not known" if same else "the target has changed since it was decided"
            return Answer(job, After.AGAIN, unsent=why)
        if found is Missing.FORBIDDEN:
            self._hidden.add(unit.record.name, write.side, seen.id)
            reason = f"{unit.record.systems[write.side]} no longer lets us see it (403)"
            self.holder.hold(unit, Hold(HeldKind.REJECTED, reason, place=write.place, about="wish 403"))
            return Answer(job, After.HELD, unsent=reason)
        if not self._observer.missing(unit.record, write.side, seen.id, found, now):
            return self._unsure(job)
        return Answer(job, After.AGAIN, unsent="the target is gone")

    def _unsure(self, job: Job) -> Answer:
        """A look before a write may show how the target was before: nothing is written on such grounds."""
        Hidden(self._ledger, UNSURE).add(job.unit.record.name, job.write.side, job.intent.target_id)
        return Answer(job, After.LATER, unsent="what a look showed may be older than what was known")

    async def _back(self, job: Job) -> Answer | None:
        """Look at an item once more whose delete somebody approved; None when it is still gone."""
        unit, write = job.unit, job.write
        if not write.verify:
            return None
        side = write.side.other
        source = unit.seen[side]
        try:
            found = await self._peers[side].get(unit.record.resource(side), source.id)
        except SystemFault as fault:
            self._refusals.system_fault(side, fault)
            return Answer(job, After.LATER, unsent=fault.message)
        if not isinstance(found, Item) or found.deleted:
            return None
        self._observer.look(unit.record, side, found, self._clock.now())
        return Answer(job, After.AGAIN, unsent="what was deleted is there again")

    def _closes(self, job: Job) -> Answer | None:
        """What the item would lie below may be known only now to lie below the item, or not be known for sure."""
        record, write = job.unit.record, job.write
        if closes(self._ledger, record, job.unit.link, write):
            return Answer(job, After.AGAIN, unsent="what it would lie below lies below it by now")
        unsure = Hidden(self._ledger, UNSURE).every(record.name, write.side) if record.refers_to_itself else ()
        if unsure and not above(self._ledger, record, write).isdisjoint(unsure):
            return Answer(job, After.LATER, unsent="where it would lie is not known for sure yet")
        return None

    async def _as_now(self, job: Job, written: Written) -> tuple[Item | None, Shown]:
        """The target after the write, asked for where the answer did not show it."""
        peer, resource = self._peers[job.write.side], job.intent.resource
        if job.intent.act is Act.DELETE:
            return None, Shown.ANSWERED
        item_id = job.intent.target_id or written.id or (written.item.id if written.item else "")
        if written.item is not None and (written.item.deleted or self._shows_all(job, written.item)):
            item = written.item if written.item.id == item_id else written.item._replace(id=item_id)
            return item, Shown.ANSWERED
        if not item_id:
            return None, Shown.ANSWERED
        try:
            found = await peer.get(resource, item_id)
        except SystemFault:
            found = Missing.GONE
        if isinstance(found, Item) and found.deleted and job.intent.act is Act.UPDATE:
            return found, Shown.LATER
        if isinstance(found, Item) and not found.deleted and not as_before(job, found, self._ledger):
            # Somebody may have edited it in between; only the version that the write made can prove that nobody did.
            same = written.version is not None and found.version == written.version
            return found, Shown.ANSWERED if same else Shown.LATER
        # It was answered with success: an id that cannot be read yet must not be lost. The next look shows the rest.
        return Item(resource, item_id, job.made.body, updated_at=stamped(job, self._ledger)), Shown.NOT_YET

    def _shows_all(self, job: Job, item: Item) -> bool:
        """Whether an answer shows every field that was written; some show hardly more than the id."""
        if covers(item.body, job.made.body):
            return True
        mapping, side = job.unit.record.mapping, job.write.side
        shown = mapping.read(side, item.body, self._ledger)
        missing = [pair for pair, value in shown.items() if value is ABSENT]
        if not missing:
            return True
        asked = mapping.read(side, job.made.body, self._ledger)
        return all(asked[pair] is ABSENT for pair in missing)

    def _as_if(self, job: Job) -> Answer:
        """The write in a rehearsal: the target then shows just what was asked for."""
        intent, now = job.intent, self._clock.now()
        if intent.act is Act.DELETE:
            return Answer(job, After.DONE)
        item_id = intent.target_id or f"{NEW}{intent.id}"
        return Answer(job, After.DONE, Item(intent.resource, item_id, job.made.body, created_at=now, updated_at=now))


def covers(shown: Body, asked: Body) -> bool:
    """Whether everything that was asked for has its place in what is shown, whatever its value."""
    if not asked.keys() <= shown.keys():
        return False
    if dict not in map(type, asked.values()):
        return True
    parts = [(shown[key], value) for key, value in asked.items() if isinstance(value, dict)]
    return all(isinstance(there, dict) and covers(there, value) for there, value in parts)
