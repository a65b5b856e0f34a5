"""Puts back what waves of a go-live wrote, as far as nothing came after it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from interlock.adapters import loops
from interlock.adapters.clocks import SystemClock
from interlock.adapters.whoami import who
from interlock.errors import UsageError
from interlock.journeys.connect import Opened, demand_sound, opened
from interlock.journeys.golive_carrying import ALONE, alone, lift
from interlock.journeys.golive_record import write_record
from interlock.journeys.golive_waves import save
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.living import live_state
from interlock.journeys.looking import journal
from interlock.journeys.planning import throwaway
from interlock.journeys.project import Project
from interlock.journeys.running import Silent
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.golive import GoLive, Standing, Wave
from interlock.model.history import Entry
from interlock.model.kept import IntentState
from interlock.model.ledger import Ledger
from interlock.model.plan import Line
from interlock.sync.horizon import all_known_after
from interlock.sync.rolling_back import Back, RollingBack, Stays
from interlock.sync.waves import first_run

_A_MOMENT_S = 10.0
_RESOLVED, _AFTER = 3, timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class RolledBack:
    """What is put back, or was: the changes in their order, what stays, and how many items were as before already.

    `record` is the page of the go-live's record, None where nothing was done yet.
    """

    run: GoLive
    lines: tuple[Line, ...]
    stays: tuple[Stays, ...]
    already: int
    record: Path | None = None


def rollback(
    project: Project,
    *,
    env: str | None = None,
    wave: int | None = None,
    by: str | None = None,
    apply: bool = False,
    clock: Clock | None = None,
    said: Callable[[str], None] = lambda _: None,
) -> RolledBack:
    """What putting back a go-live would do, or with `apply` did.

    An item is put back only where it is just as it was written: what was created is deleted (or archived), what was
    written over is written again as it stood there, links are taken out. What was changed since stays.

    Args:
        project: a loaded project.
        env: the environment; the only one unless named.
        wave: only this wave; all of the last go-live unless given.
        by: who wants it; the user of this machine unless named.
        apply: do it; otherwise nothing is written anywhere. Killed meanwhile, it is called again and goes on.
        clock: the time; the system's unless given.
        said: hears what is waited for.

    Raises:
        UsageError: nothing went live there, there is no such wave, or a system cannot be read.
        LedgerError: a run or another go-live is under way.
    """
    return loops.run(rolled_back(project, env=env, wave=wave, by=by, apply=apply, clock=clock, said=said))


async def rolled_back(
    project: Project,
    *,
    env: str | None = None,
    wave: int | None = None,
    by: str | None = None,
    apply: bool = False,
    clock: Clock | None = None,
    said: Callable[[str], None] = lambda _: None,
) -> RolledBack:
    """`rollback` for callers that have a loop."""
    environment, time = project.environment(env), clock or SystemClock()
    demand_sound(project)
    with journal(project, environment.name) as ledger:
        run = _run(ledger, environment)
    waves = _waves(run, wave)
    if not apply:
        demand_free(project, environment, time)
    name = (by or who() or "somebody").strip()
    with (
        alone(project, environment, time) if apply else nullcontext(),
        nullcontext(None) if apply else throwaway(project, environment) as copy,
    ):
        async with opened(project, environment, clock=time, alerts_of=lambda _: Silent(), ledger=copy) as on:
            return await _RollingBack(project, environment, on, time, run, waves, name).done(said, apply=apply)


def demand_free(project: Project, environment: Environment, clock: Clock) -> None:
    """See that nobody goes live or runs there now, before a person is shown what would be put back.

    Raises:
        LedgerError: somebody does.
    """
    with closing(open_ledger(project, environment)) as ledger:
        for names in ([ALONE], [row.name for row in project.document.records]):
            ledger.acquire(clock.now(), _A_MOMENT_S, names)
            ledger.release()


def _run(ledger: Ledger, environment: Environment) -> GoLive:
    state = live_state(ledger)
    run = next((one for one in reversed(state.runs) if one.standing is not Standing.ROLLED_BACK), None)
    if run is None:
        said = "was rolled back already" if state.runs else "never went live"
        raise UsageError(
            f"`{environment.name}` {said}, so there is nothing to roll back",
            hint="single changes are taken back with `interlock history undo NUMBER`",
        )
    return run


def _waves(run: GoLive, number: int | None) -> tuple[Wave, ...]:
    waves = tuple(one for one in run.waves if number in (None, one.number))
    if number is not None and not waves:
        known = ", ".join(str(one.number) for one in run.waves) or "none"
        raise UsageError(f"go-live {run.number} has no wave {number}", hint=f"it has {known}")
    return waves


class _RollingBack:
    """One rollback, of one environment."""

    def __init__(
        self,
        project: Project,
        environment: Environment,
        on: Opened,
        clock: Clock,
        run: GoLive,
        waves: tuple[Wave, ...],
        by: str,
    ) -> None:
        self._project = project
        self._environment = environment
        self._on = on
        self._ledger = on.ledger
        self._clock = clock
        self._run = run
        self._waves = waves
        self._by = by
        which = "" if len(waves) == len(run.waves) else f", wave {waves[0].number}"
        reason = f"{by} rolled back go-live {run.number}{which}"
        self._back = RollingBack(on.integration.records, on.peers, on.ledger, clock, reason, run=run.number)

    async def done(self, said: Callable[[str], None], *, apply: bool) -> RolledBack:
        """What is put back, or with `apply` was."""
        await self._look()
        for _ in range(_RESOLVED):  # what somebody who was killed had sent is known after a while
            if not (doubtful := self._ledger.intents(IntentState.OPEN)):
                break
            wait_s = (all_known_after(doubtful) + _AFTER).total_seconds()
            said(f"finding out what became of writes that were broken off; that takes {wait_s:.0f} seconds")
            await self._clock.sleep(wait_s)
            await self._look()
        entries = self._entries()
        with self._on.integration.at_work(rehearsed=not apply) as (writing, now):
            back = self._back.planned(entries)
            lines = tuple(self._back.line(step) for step in back.steps)
            if not apply:
                return RolledBack(self._run, lines, back.stays, len(back.already))
            self._begun()
            back = await self._back.carried_out(back, writing, now)
            lines = tuple(self._back.line(step) for step in back.steps)
            with self._ledger.transaction():
                self._back.settled(back, entries)
                run = self._after(back)
                self._forgotten(run)
        page = write_record(self._project, self._environment, run, clock=self._clock)
        return RolledBack(run, lines, back.stays, len(back.already), page)

    def _entries(self) -> list[Entry]:
        """The lines of the history that the waves wrote."""
        found: list[Entry] = []
        for wave in self._waves:
            last = wave.last if wave.ended_at is not None else None
            some = self._ledger.history(after=wave.first)
            found += [entry for entry in some if last is None or entry.number <= last]
        return found

    async def _look(self) -> None:
        """Settle what can be settled, and read both systems.

        Raises:
            UsageError: one of them cannot be read.
        """
        unread = await self._on.integration.look()
        if unread:
            record, side, why = unread[0]
            name = self._project.document.system(side).name
            raise UsageError(f"{record} could not be read in {name}: {why}", hint="roll back when both systems answer")

    def _begun(self) -> None:
        """Tell that it is being put back before anything is: who is killed meanwhile leaves nothing that says `live`.

        The page comes first, as the ledger alone decides what may be run.
        """
        said = f"a rollback was begun by {self._by} at {self._clock.now():%Y-%m-%d %H:%M} UTC, and is not over"
        run = replace(self._run, standing=Standing.ROLLING_BACK, said=said)
        write_record(self._project, self._environment, run, clock=self._clock)
        save(self._ledger, run, self._flows(run))

    def _flows(self, run: GoLive) -> dict[str, str]:
        """What is live without it."""
        state = live_state(self._ledger)
        return {record: flow for record, flow in state.flows.items() if record not in run.flows} | dict(run.before)

    def _after(self, back: Back) -> GoLive:
        """How the go-live stands then; it is kept."""
        stays = f", {len(back.stays)} items stay" if back.stays else ""
        said = f"by {self._by} at {self._clock.now():%Y-%m-%d %H:%M} UTC{stays}"
        run = self._run
        for wave in self._waves:
            run = run.with_wave(replace(wave, rolled_back=said, ended_at=wave.ended_at or self._clock.now()))
        run = replace(run, waves=tuple(sorted(run.waves, key=lambda one: one.number)))
        whole = all(wave.rolled_back for wave in run.waves)
        standing = Standing.ROLLED_BACK if whole else Standing.STOPPED
        run = replace(run, standing=standing, said=f"rolled back {said}", ended_at=self._clock.now())
        save(self._ledger, run, self._flows(run))
        return run

    def _forgotten(self, run: GoLive) -> None:
        """Let another go-live begin as this one did."""
        for record in run.flows:
            lift(self._ledger, record)
            if run.standing is Standing.ROLLED_BACK and record not in run.before:
                self._ledger.set_fact(first_run(record), None)
        if run.standing is Standing.ROLLED_BACK and not live_state(self._ledger).flows:
            self._ledger.set_fact("go_live", None)
        self._ledger.unsettle_all()
