"""Writes what was agreed to in waves, with a look at each before the next."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from interlock.errors import UsageError
from interlock.journeys.connect import Opened
from interlock.journeys.golive_hours import Hours
from interlock.journeys.living import live_state
from interlock.model.clock import Clock
from interlock.model.golive import FACT, WAVES, Check, GoLive, Overridden, Standing, Wave, dumps, passed
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import Act, IntentState
from interlock.model.ledger import Ledger
from interlock.model.plan import ChangeKind, Line, Plan
from interlock.sync.after_wave import AfterWave, Answers, Done
from interlock.sync.allowing import Allowed
from interlock.sync.horizon import all_known_after
from interlock.sync.limiting import Closing, Limit
from interlock.sync.snapshots import keep_before
from interlock.sync.wrote import counts, wrote

_TO_DO = frozenset(
    {
        ChangeKind.CREATE,
        ChangeKind.UPDATE,
        ChangeKind.RESTORE,
        ChangeKind.ARCHIVE,
        ChangeKind.DELETE,
        ChangeKind.LINK,
    }
)
_RESOLVED, _AFTER = 3, timedelta(seconds=5)
_STRICT = frozenset({ChangeKind.ARCHIVE.value, ChangeKind.DELETE.value})
_MORE = 10
"""So many changes, or a tenth, may have come since somebody agreed; of deletes and archivings none."""


class Interrupted(Exception):
    """Somebody asked to stop; what was done is kept, and going on begins there. Never leaves the journeys."""


@dataclass(slots=True)
class Desk:
    """What the waves need of whoever carries the go-live out."""

    run: Opened
    hours: Hours
    clock: Clock
    stop: asyncio.Event
    answers: Answers
    said: Callable[[str], None]
    lets_pass: Mapping[str, Overridden]


def planned_counts(lines: Sequence[Line]) -> dict[str, dict[str, int]]:
    """How many changes there are, by record and kind; with what is held and reported."""
    found: dict[str, Counter[str]] = {}
    for line in lines:
        found.setdefault(line.record, Counter())[line.kind.value] += 1
    return {record: dict(sorted(kinds.items())) for record, kinds in sorted(found.items())}


def beyond(agreed: Mapping[str, Mapping[str, int]], now: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """What is to be done beyond what somebody agreed to, in sentences; nothing where it is about the same."""
    found = []
    kinds = {kind.value for kind in _TO_DO}
    for record, some in now.items():
        for kind, count in some.items():
            known = agreed.get(record, {}).get(kind, 0)
            spare = 0 if kind in _STRICT else max(_MORE, known // 10)
            if kind in kinds and count > known + spare:
                found.append(f"{record}: {count} to {kind}, {known} when it was agreed to")
    return tuple(found)


def save(ledger: Ledger, run: GoLive, flows: Mapping[str, str] | None = None) -> None:
    """Keep how far it is."""
    ledger.set_fact(FACT, dumps(live_state(ledger).with_run(run, flows)))


def last_number(ledger: Ledger) -> int:
    """The number of the newest line of the history."""
    newest = ledger.history(most=1)
    return newest[0].number if newest else 0


class Waves:
    """The waves of one go-live; `run` is how far it is, kept in the ledger at each step."""

    def __init__(self, desk: Desk, run: GoLive, plan: Plan) -> None:
        self._desk = desk
        self._ledger = desk.run.ledger
        self._integration = desk.run.integration
        self._agreed = plan
        self._left = self._to_do(plan)
        self._marks = frozenset(line.mark for line in plan.lines if line.mark)
        self._since = last_number(self._ledger)
        # What a killed process had noted was agreed to when it was: what became of it is found out in the first wave.
        self._begun = {
            (one.record, one.side, one.source_id if one.act is Act.CREATE else one.target_id)
            for state in (IntentState.OPEN, IntentState.HELD)
            for one in self._ledger.intents(state)
        }
        self.run = run

    async def all_of_them(self) -> GoLive:
        """Write wave after wave until nothing is left, or a check fails (then it is `STOPPED`).

        Raises:
            Interrupted: somebody asked to stop.
        """
        unfinished = self.run.open_wave
        if unfinished is not None and unfinished.ended_at is not None:
            await self._looked_at(unfinished)  # its checks failed: they are looked at once more
        while self.run.standing is Standing.GOING and (self._left or self._is_open()):
            await self._next()
        return self.run

    def _is_open(self) -> bool:
        wave = self.run.open_wave
        return wave is not None and wave.ended_at is None

    async def _next(self) -> None:
        """Write one wave, or what is left of one that was broken off, and look at it."""
        wave = self.run.open_wave
        most = wave.most if wave is not None else self._size()
        records = {line.record for line in self._left}
        while True:
            if not await self._desk.hours.opened():
                raise Interrupted
            fits = self._desk.hours.fits(min(most or len(self._left), len(self._left)), records=len(records))
            if fits or not self._left:
                break
            await self._later()
        if wave is None:
            most = fits if most is not None and fits < min(most, len(self._left)) else most
            most = fits if most is None and fits < len(self._left) else most
            wave = self._begin(most)
        await self._write(wave)

    async def _later(self) -> None:
        """Wait for the next opening of the window: what is left of this one is too short."""
        hours = self._desk.hours
        self._desk.said("the next wave would not end within the window, so it waits for the next opening")
        if not await hours.opened_next():
            raise Interrupted
        if not hours.fits(1, records=1):
            raise UsageError(
                "the window is too short for a wave", hint="give a longer one with --window, or change it under Dates"
            )

    def _size(self) -> int | None:
        """How many items of each record the next wave may write."""
        sizes = [wave.most for wave in self.run.waves]
        return next((size for size in WAVES if not any(one is None or one >= size for one in sizes)), None)

    def _begin(self, most: int | None) -> Wave:
        number = len(self.run.waves) + 1
        wave = Wave(number, most, self._desk.clock.now(), last_number(self._ledger))
        self._keep(self.run.with_wave(wave))
        size = "all that is left" if most is None else f"up to {most:,} of each record"
        self._desk.said(f"wave {number}: {size}")
        return wave

    async def _write(self, wave: Wave) -> None:
        clock = self._desk.clock
        began, before = clock.now(), wrote(self._ledger.history(after=wave.first))
        limit = Limit(wave.most, Counter(one.record for one in before))
        plan = self._agreed
        allowed = Allowed(
            self._marks, document=plan.document, birth=plan.ledger, environment=self._ledger.environment, limit=limit
        )
        for record in self._integration.records.values():
            keep_before(record, self._left, self._ledger, run=self.run.number, at=clock.now())
        self._desk.answers.clear()
        closing = Closing(self._desk.stop, clock, self._desk.hours.until)
        await self._integration.cycle(stop=closing, allowed=allowed)
        for _ in range(_RESOLVED):  # what was in doubt, as after a kill, is known after a while
            doubtful = self._ledger.intents(IntentState.OPEN)
            if closing.is_set() or not doubtful:
                break
            await clock.sleep((all_known_after(doubtful) + _AFTER).total_seconds())
            await self._integration.cycle(stop=closing, allowed=allowed)
        done = len(wrote(self._ledger.history(after=wave.first))) - len(before)
        self._desk.hours.wrote(done, clock.now() - began)
        if self._desk.stop.is_set():
            self._keep(self.run.with_wave(replace(wave, writes=counts(wrote(self._ledger.history(after=wave.first))))))
            raise Interrupted
        await self._looked(wave, allowed, done=not closing.is_over)

    async def _looked_at(self, wave: Wave) -> None:
        """Look once more at a wave whose checks failed."""
        plan = self._agreed
        allowed = Allowed(self._marks, document=plan.document, birth=plan.ledger, environment=self._ledger.environment)
        await self._looked(wave, allowed, done=True)

    async def _looked(self, wave: Wave, allowed: Allowed, *, done: bool) -> None:
        """Check what a wave did, and keep what was found; with `done` the wave is over."""
        began = self._desk.clock.now()
        after = await self._integration.plan()
        self._desk.hours.measured(self._desk.clock.now() - began)
        entries = self._ledger.history(after=wave.first)
        check = AfterWave(self._integration.records, self._desk.run.peers, self._ledger, self._desk.clock)
        found = Done(entries, self._agreed.lines, self._since, allowed, after, self._desk.answers, self._begun)
        checks = tuple(self._let_pass(one) for one in await check.checks(found))
        last = entries[-1].number if entries else wave.first
        wave = replace(wave, last=last, writes=counts(wrote(entries)), checks=checks)
        self._left = [line for line in self._to_do(after) if line.mark in self._marks]
        done = done or not self._left
        if not done:
            self._desk.said("the window is over; what is left of the wave waits for the next opening")
        if done or not passed(wave):
            wave = replace(wave, ended_at=self._desk.clock.now())
        run = self.run.with_wave(wave)
        let = {one.overridden_by: self._desk.lets_pass[one.code] for one in checks if one.overridden_by}
        run = replace(run, overridden=tuple(dict.fromkeys((*run.overridden, *let.values()))))
        if done and passed(wave) and self._stands_still(wave):
            self._left = []
        if not passed(wave):
            failed = [one.said for one in checks if not one.stands]
            run = replace(run, standing=Standing.STOPPED, said=f"wave {wave.number}: {'; '.join(failed)}")
        self._keep(run)
        self._note(wave)

    def _stands_still(self, wave: Wave) -> bool:
        """Whether a wave that could write as much as it liked left only what cannot be written now."""
        limit = wave.most
        most = max((sum(kinds.values()) for kinds in wave.writes.values()), default=0)
        return limit is None or most < limit

    def _let_pass(self, check: Check) -> Check:
        given = None if check.passed else self._desk.lets_pass.get(check.code)
        return check if given is None else replace(check, overridden_by=f"{given.by}: {given.reason}")

    def _keep(self, run: GoLive) -> None:
        self.run = run
        save(self._ledger, run)

    def _note(self, wave: Wave) -> None:
        found = [f"{one.title}: {one.said}" for one in wave.checks if not one.passed]
        said = "; ".join(found) or "all checks passed"
        reason = f"wave {wave.number} of go-live {self.run.number}: {wave.count} items written; {said}"
        self._ledger.note([Entry(self._desk.clock.now(), EntryKind.REPORTED, reason=reason)])
        self._desk.said(f"wave {wave.number}: {wave.count:,} written; {said}")

    def _to_do(self, plan: Plan) -> list[Line]:
        return [line for line in plan.lines if line.kind in _TO_DO and line.mark]
