"""Carries decided writes out, batch after batch, and tells what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from interlock.model.clock import Clock
from interlock.model.kept import Act, Seen
from interlock.model.ledger import Ledger
from interlock.model.peer import Peer
from interlock.model.plan import ChangeKind
from interlock.model.value import Side
from interlock.sync.allowing import mark_of_write
from interlock.sync.batch import Batches, Queue
from interlock.sync.circles import depth
from interlock.sync.job import After, Job
from interlock.sync.plain import Plain
from interlock.sync.record import SIDES, Record
from interlock.sync.render import line_of
from interlock.sync.run import Pass
from interlock.sync.situation import Result
from interlock.sync.straight import Straight
from interlock.sync.units import Judge, Unit
from interlock.sync.waves import Waves
from interlock.sync.writing import Writing

_MOST_REPLANS = 3


class Carrying:
    """The writes of one record in one pass."""

    def __init__(
        self,
        record: Record,
        peers: Mapping[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        writing: Writing,
        judge: Judge,
        straight: Straight,
        now: Pass,
        *,
        stopped: Callable[[], bool],
        renew: Callable[[], None],
    ) -> None:
        self._record = record
        self._ledger = ledger
        self._writing = writing
        self._judge = judge
        self._straight = straight
        self._pass = now
        self._stopped = stopped
        self._renew = renew
        self._waves = Waves(record, ledger, peers, clock, now)
        self._batches = Batches(writing, clock, stopped, straight)
        self._offsets = {side: ledger.cursor(record.name, side).offset_s for side in SIDES}

    def finish(self) -> None:
        """Nothing is left to be written."""
        self._waves.finish()

    async def write(self, queue: Queue, *, all_of_them: bool) -> bool:
        """Carry out what waits to be written, as soon as there is enough for a batch; whether anything came of it."""
        moved = False
        while some := queue.batch(self._waves.most(self._batches.size), all_of_them=all_of_them):
            if self._stopped():
                return False
            self._renew()
            if await self._waves.may_go_on():
                moved |= await self._some(some)
                continue
            for unit in some:
                self._came_out(unit.unit() if isinstance(unit, Plain) else unit, After.LATER)
        return moved

    def in_turn(self, units: Sequence[Unit]) -> Iterable[Sequence[Unit]]:
        """The writes in the groups that must be over before the next begins: what lies deeper is deleted before."""
        groups: dict[int, list[Unit]] = {}
        for unit in units:
            write = unit.decided.writes[0]
            deletes = write.act is Act.DELETE and write.side in unit.seen
            deep = depth(self._ledger, self._record, write.side, unit.seen[write.side]) + 1 if deletes else 0
            groups.setdefault(-deep, []).append(unit)
        return [groups[deep] for deep in sorted(groups)]

    async def _some(self, units: Sequence[Unit | Plain]) -> bool:
        """Carry out the first write of each; whether anything came of it."""
        ready: list[Job | Plain] = []
        moved = False
        with self._ledger.transaction(), self._writing.preparing(len(units)):
            straight = self._straight.prepared([one for one in units if isinstance(one, Plain)])
            for one in units:
                if isinstance(one, Plain) and next(straight):
                    ready.append(one)
                    continue
                unit = one.unit() if isinstance(one, Plain) else one
                prepared = self._prepared(unit)
                if isinstance(prepared, Job):
                    ready.append(prepared)
                else:
                    moved |= self._came_out(unit, prepared)
            self._ledger.open_intents([job.intent for job in ready if isinstance(job, Job)])
            self._straight.note_before([one for one in ready if isinstance(one, Plain)])
        afters = await self._batches.send(ready)
        self._waves.took(ready, afters)
        with self._ledger.transaction():
            made: list[Plain] = []
            for job, after in zip(ready, afters, strict=True):
                if isinstance(job, Plain) and after is After.DONE:
                    made.append(job)
                    continue
                moved |= self._created(made)
                made = []
                if isinstance(job, Plain):
                    moved |= self._came_out(job.unit(), after)
                    continue
                moved |= self._came_out(job.unit, after)
                if after is After.DONE:
                    self._written(job)
                    self._pass.came(job.write.kind, partial(line_of, job.unit, job.write, self._ledger), job.mark)
            moved |= self._created(made)
        self._pass.progress.decided(self._record.name, len(units))
        if len(ready) < len(units) or any(after is not After.DONE for after in afters):
            self._judge.refresh()
        return moved

    def _prepared(self, unit: Unit) -> Job | After:
        write = unit.decided.writes[0]
        if not self._writing.usable(write.side):
            return After.LATER
        mark = mark_of_write(unit, write, self._ledger) if self._pass.marks else ""
        if self._pass.bars(mark, self._record.name, unit.subject[1]):
            return After.LATER
        last = len(unit.decided.writes) == 1 and not unit.decided.holds and not unit.decided.reports
        ready = self._writing.prepare(unit, write, last=last)
        return replace(ready, mark=mark) if mark and isinstance(ready, Job) else ready

    def _written(self, job: Job) -> None:
        """Count a write for its item, which after a create goes by its link."""
        if job.write.kind is not ChangeKind.RESTORE:  # what is put back was made by nobody's change there
            self._measure(job.unit.seen.get(job.write.side.other), job.unit.seen.values())
        self._pass.created(self._record.name, [(job.unit.name, job.intent.link)])

    def _measure(self, source: Seen | None, seen: Iterable[Seen]) -> None:
        """Count how long the change took that led to a write."""
        if self._pass.latencies is None or source is None:
            return
        name, side = self._record.name, source.side.other
        excused = bool(self._pass.freed) and any((name, one.side, one.id) in self._pass.freed for one in seen)
        self._pass.latencies.written(name, side, source, self._offsets[source.side], excused=excused)

    def _created(self, made: Sequence[Plain]) -> bool:
        """Note that plain creates went through; whether any did."""
        record, now = self._record.name, self._pass
        for one in made:
            now.put_off.discard((record, one.seen.side, one.seen.id))
            self._measure(one.seen, (one.seen,))
        now.created(record, [(one.name, one.create.link) for one in made])
        now.came_all(ChangeKind.CREATE, [one.line for one in made])
        return bool(made)

    def _came_out(self, unit: Unit, after: After) -> bool:
        """Note how a write came out; whether something moved by it."""
        name = self._record.name
        if after is After.DONE:
            for side, seen in unit.seen.items():
                self._pass.put_off.discard((name, side, seen.id))
            return True
        if after is After.AGAIN:
            count = self._pass.replanned.get((name, unit.name), 0) + 1
            self._pass.replanned[name, unit.name] = count
            for side, seen in unit.seen.items():
                self._ledger.unsettle(name, side, seen.id)
            if count <= _MOST_REPLANS:
                return True
        if after is After.HELD:
            self._ledger.settle(name, ((side, seen.id, seen.digest) for side, seen in unit.seen.items()))
            self._pass.result(name, unit.name, Result.HELD)
            return False
        for side, seen in unit.seen.items():
            self._pass.put_off.add((name, side, seen.id))
        self._pass.result(name, unit.name, Result.WAITING)
        return False
