"""The steps of a script are played, and the laws are held against what came of it."""

from __future__ import annotations

import asyncio
import random
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tests.simulation.disk import Beside, Crash, Disk, PointedLedger
from tests.simulation.ending import rest
from tests.simulation.laws import links_hold
from tests.simulation.people import People
from tests.simulation.script import Script, Step
from tests.simulation.troubles import fault
from tests.simulation.weights import WEIGHTS
from tests.simulation.words import CHANGEABLE, some_words
from tests.simulation.world import SIDES, Process, World

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.errors import LedgerError, UsageError
from interlock.model.history import Decision, Entry, Held, HeldKind
from interlock.model.plan import CycleReport
from interlock.sync.resync import UNSURE

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class Told:
    """What came of a script."""

    script: Script
    violations: list[str] = field(default_factory=list)
    world: World | None = None
    windows: int = 0
    """values that were overwritten where nothing could have protected them"""

    @property
    def timeline(self) -> list[str]:
        """What happened."""
        return [] if self.world is None else self.world.timeline

    @property
    def digest(self) -> str:
        """A digest of what happened."""
        return "" if self.world is None else self.world.digest()

    @property
    def laws(self) -> set[str]:
        """The laws that were broken."""
        return {line.split(":", 1)[0] for line in self.violations}


def play(script: Script) -> Told:
    """Play a script and judge what came of it."""
    told = Told(script)

    async def run(clock: VirtualClock) -> None:
        asyncio.get_running_loop().set_exception_handler(_unless_dead)
        restores = any(step.kind in ("restore", "lose") for step in script.steps)
        world = World(script.setting, clock, script.seed, beside=Beside() if restores else None)
        try:
            await Play(world, script).run()
        except Exception as fault:
            where = traceback.extract_tb(fault.__traceback__)[-1]
            world.oracle.wrong("broken", f"{type(fault).__name__}: {fault} ({where.name}, line {where.lineno})")
            world.say(traceback.format_exc())
        finally:
            await world.close()
            told.violations = world.oracle.violations
            told.world = world
            told.windows = sum(edit.window for edit in world.oracle.edits)

    run_virtual(run, start=START)
    return told


def _unless_dead(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a process that died would have gone on with is not worth a word."""
    if not isinstance(context.get("exception"), Crash):
        loop.default_exception_handler(context)


class Play:
    """Plays steps in a world."""

    def __init__(self, world: World, script: Script) -> None:
        self.world = world
        self.script = script
        self.hid = False
        self.copied: bytes | None = None
        """the last copy of the ledger"""
        self.words = script.setting.words
        for traits, manner in zip(script.setting.traits, script.setting.manners, strict=True):
            # A stamp of whole minutes, and a clock that runs slow for days, leave open what was first.
            world.oracle.clocks_differ_s += (
                2 * manner.latency_s + 60.0 * (traits.stamps == "min") + 2 * 90_000 * abs(manner.gain)
            )
        self.people = People(world, script.acts or WEIGHTS)

    async def run(self) -> None:
        """All steps of the script, and the rest."""
        for step in self.script.steps:
            await self.step(step)
            links_hold(self.world)
            if self.world.oracle.violations:
                return
        await rest(self)

    async def step(self, step: Step) -> None:
        """One step of a script."""
        rng = random.Random(step.seed)
        found = self._steps()[step.kind](rng)
        if found is not None:
            await found

    def _steps(self) -> dict[str, Callable[[random.Random], Awaitable[object] | None]]:
        return {
            "people": self._people,
            "cycle": lambda _: self.cycle(),
            "busy cycle": self._busy,
            "watch": self._watching,
            "crash": self._crash,
            "fault": lambda rng: fault(self, rng),
            "heal": lambda _: self.heal(),
            "time": lambda rng: self.world.clock.sleep(rng.choice([1, 20, 70, 300, 700, 4000, 90_000])),
            "restart": lambda _: self.world.restart(later_s=1),
            "decide": self.decide,
            "clock": self._set_clock,
            "second": self._second,
            "stall": self._stall,
            "full disk": self._full,
            "document": self._agree,
            "copy": lambda _: self._copy(),
            "restore": lambda _: self._restore(),
            "lose": lambda _: self._lose(),
        }

    # Steps

    async def _people(self, rng: random.Random) -> None:
        for _ in range(rng.randrange(1, 5)):
            self.people.act(rng)
            await self.world.clock.sleep(rng.choice([0, 0, 0.3, 1, 5, 70]))

    def _begin(self) -> None:
        """The first run that came so far as to note it is the start."""
        oracle = self.world.oracle
        if oracle.began is None or not self.world.has_begun():
            oracle.began = self.world.clock.now()

    async def _busy(self, rng: random.Random) -> None:
        await self._meanwhile(rng, self.cycle())

    async def _watching(self, rng: random.Random) -> None:
        await self._meanwhile(rng, self.watch(rng.choice([2, 3, 8])))

    async def cycle(self, process: Process | None = None) -> CycleReport:
        """One pass of the sync, by the present process unless said otherwise."""
        self._begin()
        self.world.say("cycle")
        self.world.oracle.pass_began = self.world.oracle.number
        report = await (process or self.world.process).integration.cycle()
        self.world.oracle.pass_began = None
        self.world.say(f"  = {report.writes} writes, {report.total}")
        return report

    async def watch(self, minutes: float) -> None:
        """The sync goes on by itself for so long."""
        self._begin()
        self.world.say(f"watch for {minutes} minutes")
        stop = asyncio.Event()
        watching = asyncio.ensure_future(self.world.integration.watch(stop, call=self.world.process.call))
        sleeping = asyncio.ensure_future(self.world.clock.sleep(minutes * 60))
        await asyncio.wait({watching, sleeping}, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        sleeping.cancel()
        await watching

    async def _meanwhile(self, rng: random.Random, work: Awaitable[object]) -> None:
        """The sync works, and people do something at some of its requests."""
        at = {self.world.calls + 1 + int(rng.expovariate(1 / 12)) for _ in range(rng.choice([1, 1, 2, 3]))}

        def interrupt(call: int) -> None:
            if call in at:
                self.people.meanwhile = True
                self.people.act(rng)
                self.people.meanwhile = False
                # Where pages are counted, what moves up between two of them is missed until all is read again.
                self.hid |= any(traits.paging in ("page", "offset") for traits in self.world.setting.traits)

        self.world.interrupt = interrupt
        try:
            await work
        finally:
            self.world.interrupt = lambda _call: None

    async def _crash(self, rng: random.Random) -> None:
        self.world.oracle.calm = False
        points = self.world.process.points
        points.crash_at = points.count + 1 + int(rng.expovariate(1 / 25))
        busy = rng.random() < 0.4
        with suppress(Crash):
            if busy:
                await self._meanwhile(rng, self.cycle())
            else:
                await self.cycle()
        self.world.say("crash" if points.dead else "no crash")
        await self.world.restart(later_s=rng.choice([200, 200, 1000]))

    def _set_clock(self, rng: random.Random) -> None:
        """A system's clock is set; what is written until the next look may bear a moment that was looked at before."""
        side, by_s = rng.choice(SIDES), rng.choice([-600, -60, -5, 5, 60, 600])
        self.world.boxes[side].store.set_clock(by_s)
        manner = self.world.setting.manners[SIDES.index(side)]
        # What lists did not show yet bears a moment that looks since then do not reach back to.
        self.hid |= by_s < -60 or (by_s > 60 and manner.lag_s > 0)
        self.world.oracle.clocks_differ_s += abs(by_s)
        # An older version then bears a newer stamp, and what is behind shows it after a newer one was known.
        self.world.oracle.calm &= not (by_s < 0 and (manner.lag_s > 0 or manner.get_lag_s > 0))
        self.world.say(f"{side.value:5} clock set by {by_s} s")

    async def _second(self, rng: random.Random) -> None:
        """Somebody starts the sync a second time: one of both works, the other is told so."""
        other = self.world.begun()
        self.world.say("a second process")
        works = [asyncio.ensure_future(self.cycle(one)) for one in rng.sample([self.world.process, other], 2)]
        for result in await asyncio.gather(*works, return_exceptions=True):
            if isinstance(result, BaseException) and not isinstance(result, LedgerError):
                raise result
        other.points.dead = True

    async def _stall(self, rng: random.Random) -> None:
        """The process stands still after an answer until its lease is over and another one has worked."""
        world, stalled = self.world, self.world.process
        world.oracle.calm = False
        stalled.stalls_at = 1 + int(rng.expovariate(1 / 8))
        work = asyncio.ensure_future(self.cycle())
        await world.clock.sleep(400)
        if not work.done():
            world.process = other = world.begun()
            world.say("another process takes over")
            try:
                await self.cycle()
                world.say("the first goes on")
            except LedgerError as fault:  # it did not stand still, but waits as a system asked it to
                world.say(f"  = {fault.message}")
                world.process, other.points.dead = stalled, True
        stalled.wakes.set()
        with suppress(LedgerError):
            await work
        if world.process is not stalled:
            stalled.points.dead = True

    async def _full(self, rng: random.Random) -> None:
        """The disk of the ledger is full for a while."""
        self.world.oracle.calm = False
        points = self.world.process.points
        points.full_at = points.count + 1 + int(rng.expovariate(1 / 20))
        self.world.say("the disk is full soon")
        with suppress(LedgerError):
            await self.cycle()
        await self.world.restart()

    async def _agree(self, rng: random.Random) -> None:
        """Another version of the document."""
        words = some_words(rng)
        other = {name: getattr(words, name) for name in rng.sample(CHANGEABLE, 2)}
        self.world.say(f"the document now says {other}")
        self.world.agree(replace(self.words, **other))
        self.words = replace(self.words, **other)
        await self.world.restart(later_s=1)

    def _copy(self) -> None:
        """The ledger is backed up."""
        self.world.say("a copy of the ledger is made")
        self.copied = self.world.disk.image()

    async def _restore(self) -> None:
        """The ledger is restored from the copy, which may be old; what it told of since is known to people only."""
        if self.copied is None or self.world.beside is None:
            return
        self.world.say("the ledger is restored from the copy")
        self.world.oracle.calm = False
        self.world.oracle.forgot = True
        self.world.oracle.remember(told(self.world.ledger))
        await self.world.restart(later_s=1, disk=Disk(self.copied, self.world.beside))

    async def _lose(self) -> None:
        """The ledger is lost, with all that it kept; what lies beside it tells that there was one."""
        world = self.world
        if world.beside is None:
            return
        world.say("the ledger is lost")
        world.oracle.forget(told(world.ledger))
        # What is on its way arrives before the lists are read, as does what lists do not show yet.
        await world.restart(later_s=200, disk=Disk(None, world.beside))
        world.arrive()

    def heal(self) -> None:
        """Nothing is wrong any more."""
        self.world.say("heal")
        for side in SIDES:
            self.world.boxes[side].faults.clear()
            self.world.hidden[side].clear()

    def _truly(self, held: Held) -> Decision:
        """What people know and the sync does not: whether an item has or had a counterpart."""
        thing = self.world.oracle.at.get((held.record, held.side, held.item_id))
        return Decision.REJECT if thing is None or held.side.other in thing.ids else Decision.APPROVE

    def decide(self, rng: random.Random) -> None:
        """A person decides about what is held."""
        for held in self.world.ledger.held():
            decision = self._truly(held) if held.about == UNSURE else _decision(held, rng)
            if decision is not None:
                self.world.say(
                    f"decide {decision.value} about {held.kind.value} of {held.record} {held.item_id}: {held.reason}"
                )
                self.world.decisions += 1
                thing = self.world.oracle.at.get((held.record, held.side, held.item_id))
                if thing is not None:
                    thing.decided.add(held.pair)
                with suppress(LedgerError, UsageError):  # not every decision has an effect everywhere
                    self.world.ledger.decide(held.id, decision, by="Ida", at=self.world.clock.now())


def told(ledger: PointedLedger) -> Iterator[Entry]:
    """What a ledger tells of values: in its history, and of writes that are noted and not yet answered."""
    yield from ledger.history()
    for intent in ledger.intents():
        yield from intent.history


def _decision(held: Held, rng: random.Random) -> Decision | None:
    match held.kind:
        case HeldKind.CONFLICT:
            return rng.choice([Decision.LEFT, Decision.RIGHT])
        case HeldKind.REJECTED:
            return Decision.RETRY
        case HeldKind.GUARD:
            return rng.choice([Decision.APPROVE, Decision.REJECT])
        case _:
            return None
