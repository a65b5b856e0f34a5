"""Plays one criterion on a fresh bench and judges it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from interlock.errors import InterlockError
from interlock.model.clock import Clock
from interlock.model.document import Criterion, Document
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.model.verdict import Judgement, Observation, Verdict, proved_by_test
from interlock.verify.bench import Bench
from interlock.verify.damage import damage
from interlock.verify.engine import Build
from interlock.verify.living import Life
from interlock.verify.reading import steps_of
from interlock.verify.scene import Scene
from interlock.verify.steps._base import Phase, Steps
from interlock.verify.steps.outcomes._looking import unequal
from interlock.verify.timeline import states, timeline
from interlock.verify.watching import Watched, Watcher


@dataclass(frozen=True, slots=True)
class Showing:
    """What playing a criterion showed."""

    judgement: Judgement
    reason: str
    failed_at: datetime | None = None


async def judge(
    document: Document,
    profiles: Mapping[Side, SystemProfile],
    criterion: Criterion,
    clock: Clock,
    *,
    seed: int,
    build: Build,
    stopwatch: Callable[[], float],
    bench_of: Callable[..., Bench] = Bench,
) -> Verdict:
    """The verdict on one criterion. Never raises for what a document, a description or an integration does wrong.

    `bench_of` makes the bench of what `Bench` is made of; another one stands up real systems, or another integration.
    """
    if criterion.test is not None:
        return proved_by_test(criterion)
    begun, began_at = stopwatch(), clock.now()
    watcher = Watcher(clock)
    scene: Scene | None = None
    try:
        steps = steps_of(criterion)
        bench = bench_of(document, profiles, clock, seed=seed, build=build, changed=watcher.changed)
        try:
            scene = _scene(bench, criterion)
            found = await _Play(bench, scene, steps, watcher).play()
        finally:
            await bench.aclose()
    except InterlockError as problem:
        found = Showing(Judgement.CANNOT_TELL, problem.message)
    except Exception as problem:
        found = Showing(Judgement.CANNOT_TELL, f"the bench fell over: {type(problem).__name__}: {problem}")
    lines = () if scene is None else _evidence(document, scene, found.reason)
    return Verdict(
        criterion=criterion.name,
        text=criterion.text,
        place=criterion.span,
        judgement=found.judgement,
        reason=found.reason,
        timeline=lines,
        failed_at=found.failed_at,
        virtual_s=(clock.now() - began_at).total_seconds(),
        real_s=stopwatch() - begun,
        seed=seed,
    )


def _evidence(document: Document, scene: Scene, reason: str) -> tuple[Observation, ...]:
    try:
        seen = states(scene, reason)
    except InterlockError:
        seen = ()  # what cannot be made cannot be shown either; the reason says so
    return timeline(document, scene.sandboxes, scene.notes, scene.began_at, seen)


def _scene(bench: Bench, criterion: Criterion) -> Scene:
    return Scene(
        criterion=criterion,
        document=bench.document,
        inventory=bench.inventory,
        sandboxes=bench.sandboxes,
        clock=bench.clock,
        ledger=bench.ledger,
        alerts=bench.alerts.sent,
        relabel=bench.relabel,
    )


class _Play:
    """One criterion from an empty bench to its judgement."""

    def __init__(self, bench: Bench, scene: Scene, steps: Steps, watcher: Watcher) -> None:
        self.bench = bench
        self.scene = scene
        self.steps = steps
        self.watcher = watcher
        self.phase = steps.circumstance[0].phase if steps.circumstance is not None else Phase.RUNNING

    async def play(self) -> Showing:
        """Furnish, arrange, let it happen in its phase, and look until the last deadline has passed."""
        self._wish()
        await self.bench.admit(self.scene.criterion, self.steps)
        self._furnish()
        if self.phase is Phase.BEFORE_GO_LIVE:
            self._arrange()
            await self._happen()
        await self.bench.age()
        if self.phase is not Phase.BEFORE_GO_LIVE:
            self._arrange()
        if self.phase is Phase.BEFORE_FIRST_RUN:
            await self._happen()
        await self.bench.start()
        if self.phase is Phase.RUNNING:
            await self.bench.settle()
            await self.bench.observe()
            spoilt = self._spoilt()
            if spoilt:
                return self._harmed(f"before anything happened, {spoilt}")
            await self._happen()
        else:
            self.scene.last_at = self.bench.clock.now()
        return await self._judged()

    def _wish(self) -> None:
        for step, args in self.steps.withs:
            self.scene.wish = step.ask(self.scene.wish, args)

    def _furnish(self) -> None:
        trigger, args = self.steps.trigger
        total = trigger.total(args)
        spoken_of = self.scene.document.record(str(args.get("record")))
        for record in self.bench.in_order():
            linked, alone = self.bench.linked, self.bench.alone
            if total is not None and spoken_of is not None and record.name == spoken_of.name:
                # The sentence says how many there are in all: the background is part of them.
                linked, alone = min(self.bench.linked, max(0, total // 4)), 0
            self.bench.furnish(record, linked, alone)

    def _arrange(self) -> None:
        for outcome, args, _, _ in self.steps.outcomes:
            outcome.arrange(self.scene, args)
        trigger, args = self.steps.trigger
        trigger.arrange(self.scene, args)

    def _spoilt(self) -> str:
        """What the integration did to items that the bench had made equal on both sides, in a clause."""
        standing = (subject for subject in self.scene.subjects if len(subject.ids) == len(Side))
        return next((clause for subject in standing for clause in unequal(self.scene, subject)), "")

    async def _happen(self) -> None:
        scene, (trigger, args) = self.scene, self.steps.trigger
        await self.bench.observe()
        scene.before = scene.inventory.snapshot()
        scene.began_at = scene.last_at = self.bench.clock.now()
        if self.steps.circumstance is not None:
            circumstance, circumstance_args = self.steps.circumstance
            circumstance.begin(scene, circumstance_args)
        self.watcher.begin([Watched(scene, *one) for one in self.steps.outcomes], scene)
        await trigger.act(scene, args)
        for outcome, outcome_args, _, _ in self.steps.outcomes:
            await outcome.act(scene, outcome_args)
        if not trigger.ends_it:
            # Without a new look at real systems: the integration may have been at work since.
            self.watcher.demand_difference()

    async def _judged(self) -> Showing:
        self.watcher.set_windows(ends_it=self.steps.trigger[0].ends_it)
        failed = await self.watcher.watch(self.bench.tempo, self.bench.observe)
        if failed is not None:
            return self._not_met(failed.why, failed.failed_at)
        harmed = list(damage(self.scene, self.phase))
        if harmed:
            more = f"; and {len(harmed) - 1} more" if len(harmed) > 1 else ""
            return self._harmed(harmed[0] + more)
        said = self.watcher.said()
        if not self.watcher.saw_it_at_work:
            said += "; " + await Life(self.bench, self.scene, self.watcher.rest()).prove()
        return Showing(Judgement.MET, said)

    def _harmed(self, why: str) -> Showing:
        self.scene.note("", f"went wrong: {why}")
        return self._not_met(why, self.bench.clock.now())

    def _not_met(self, why: str, at: datetime | None) -> Showing:
        stopped = f"; the integration had stopped: {self.bench.broken}" if self.bench.broken else ""
        return Showing(Judgement.NOT_MET, why + stopped, at)
