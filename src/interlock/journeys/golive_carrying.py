"""Carries a go-live out that somebody agreed to: waves, smoke tests, and the handing over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from interlock.adapters.transports.observed import Exchange
from interlock.errors import LedgerError, UsageError
from interlock.journeys.alerting import AlertDesk, alert_desk
from interlock.journeys.connect import Opened, opened
from interlock.journeys.evidence import digests_now
from interlock.journeys.flows import flows
from interlock.journeys.golive_gates import Passage
from interlock.journeys.golive_hours import Hours
from interlock.journeys.golive_record import write_record
from interlock.journeys.golive_waves import Desk, Interrupted, Waves, beyond, planned_counts, save
from interlock.journeys.ledgers import open_ledger
from interlock.journeys.living import live_state
from interlock.journeys.project import Project
from interlock.journeys.running import Silent
from interlock.journeys.smoking import Smoking
from interlock.model import pause
from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.gate import Gate
from interlock.model.golive import BY, GoLive, Overridden, Standing
from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.model.pause import Pause
from interlock.model.plan import Plan
from interlock.model.progress import Progress
from interlock.sync.after_wave import Answers
from interlock.sync.observe import Observer
from interlock.sync.waves import first_run

_ALONE_S = 3_600.0
_SIGN_OF_LIFE = timedelta(minutes=5)
ALONE = "(going live)"
"""What only one process may do in an environment; no record of a data map is called so."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What somebody is to agree to: `plan` is the first run, `records` those that go live now.

    `running` are the records that are live and go on. `open` are the gates of a rehearsal that are not met.
    """

    environment: Environment
    plan: Plan
    records: tuple[str, ...]
    running: tuple[str, ...]
    window: str
    smoke: tuple[str, ...]
    overridden: tuple[Overridden, ...]
    open: tuple[Gate, ...]
    resumes: GoLive | None
    """a go-live that was begun and is gone on with"""


class Hearing(Protocol):
    """Whoever is told how far it is, and asked where more is to be done than was agreed to."""

    def agrees(self, preview: Preview) -> bool:
        """Whether to go on with what is shown."""
        ...

    def said(self, text: str) -> None:
        """Hear how far it is."""
        ...


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who agreed, why it does not wait for a window (empty: it does), what was let pass, and when may be written."""

    by: str
    now_reason: str
    passed: Passage
    hours: Hours


@dataclass(frozen=True, slots=True)
class Carried:
    """How far it came, and the file of its record."""

    state: GoLive | None
    record: Path | None = None
    interrupted: bool = False


async def carried_out(
    project: Project, preview: Preview, agreed: Agreed, person: Hearing, clock: Clock, stop: asyncio.Event
) -> Carried:
    """Write what was agreed to, wave after wave, and hand over; nothing is written outside of the hours.

    Raises:
        LedgerError: another go-live, or a run, is under way there.
    """
    environment, answers = preview.environment, Answers()
    desks: list[AlertDesk] = []

    def heard(exchange: Exchange) -> None:
        answers.heard(exchange.system, exchange.method, exchange.path, exchange.status, exchange.problem)
        agreed.hours.awake()  # one wave may take longer than nobody else may go live

    def alerts_of(ledger: Ledger) -> Alerts:
        desks.append(alert_desk(ledger, clock, environment, lambda alert: person.said(alert.message)))
        return desks[0]

    with alone(project, environment, clock) as stay:
        agreed.hours.awake = stay
        async with prepared(
            project,
            environment,
            preview.records,
            preview.resumes,
            clock,
            observe=heard,
            alerts_of=alerts_of,
        ) as run:
            desk = Desk(run, agreed.hours, clock, stop, answers, person.said, agreed.passed.checks)
            carrying = _Carrying(project, preview, agreed, person, desk)
            interrupted = False
            try:
                await carrying.out()
            except Interrupted:
                interrupted = True
            state = carrying.state
            if state is not None and state.standing is Standing.STOPPED:
                owner = project.document.owner
                to = "" if owner is None else owner.contact or owner.name
                desks[0].send(Alert(clock.now(), "go-live", environment.name, f"it stopped: {state.said}", to))
            # Whoever must hear of it does, also where there is no room for the record.
            await desks[0].deliver(now=True)
            record = None if state is None else write_record(project, environment, state, clock=clock)
            return Carried(state, record, interrupted)


@asynccontextmanager
async def prepared(
    project: Project,
    environment: Environment,
    records: Collection[str],
    begun: GoLive | None,
    clock: Clock,
    *,
    ledger: Ledger | None = None,
    observe: Callable[[Exchange], None] | None = None,
    alerts_of: Callable[[Ledger], Alerts] = lambda _: Silent(),
    progress: Progress | None = None,
) -> AsyncIterator[Opened]:
    """The integration of these records, what is kept of them judged by the document as it is now.

    The pauses of a go-live that stopped are lifted.
    """
    everything = set(records) == set(flows(project))
    async with opened(
        project,
        environment,
        clock=clock,
        alerts_of=alerts_of,
        observe=observe,
        records=None if everything else records,
        progress=progress,
        ledger=ledger,
    ) as run:
        for record in records:
            lift(run.ledger, record)
        if begun is None:
            with run.integration.at_work(rehearsed=True):
                for record in records:
                    Observer(run.ledger).read_again(run.integration.records[record])
                run.ledger.unsettle_all()
        yield run


def lift(ledger: Ledger, record: str) -> None:
    """End the pause of a record that a go-live made when it stopped."""
    text = ledger.fact(pause.of_record(record))
    if text is not None and pause.loads(text).by == BY:
        ledger.set_fact(pause.of_record(record), None)


@contextmanager
def alone(project: Project, environment: Environment, clock: Clock) -> Iterator[Callable[[], None]]:
    """Inside, nobody else goes live there, or rolls back.

    Whoever waits or works calls what it gives, more often than once an hour: it raises `LeaseLost` where somebody took
    over. Called often, it does something only where that is due.

    Raises:
        LedgerError: somebody does.
    """
    with closing(open_ledger(project, environment)) as ledger:
        try:
            ledger.acquire(clock.now(), _ALONE_S, [ALONE])
        except LedgerError as problem:
            raise LedgerError(f"another go-live is under way: {problem.message}", hint=problem.hint) from None
        renewed = [clock.now()]

        def stay() -> None:
            now = clock.now()
            if now - renewed[0] >= _SIGN_OF_LIFE:
                ledger.renew(now, _ALONE_S)
                renewed[0] = now

        try:
            yield stay
        finally:
            ledger.release()


class _Carrying:
    """One go-live, from consent to handing over."""

    def __init__(self, project: Project, preview: Preview, agreed: Agreed, person: Hearing, desk: Desk) -> None:
        self._project = project
        self._preview = preview
        self._agreed = agreed
        self._person = person
        self._desk = desk
        self._ledger = desk.run.ledger
        self._clock = desk.clock
        self.state: GoLive | None = None

    async def out(self) -> None:
        """Go on until it is live or stopped.

        Raises:
            Interrupted: somebody asked to stop.
        """
        smoking = Smoking(self._project, self._preview.environment, self._desk)
        await smoking.cleaned()
        began = self._clock.now()
        plan = await self._desk.run.integration.plan()
        self._desk.hours.measured(self._clock.now() - began)
        self._demand_agreed(plan)
        self._keep(self._begun(plan))
        waves = Waves(self._desk, self._now(), plan)
        try:
            self._keep(await waves.all_of_them())
        finally:
            self.state = waves.run
        if self._now().standing is Standing.GOING and self._preview.smoke:
            await self._smoked(smoking)
        if self._now().standing is Standing.STOPPED:
            self._stopped()
        else:
            self._live()

    def _demand_agreed(self, plan: Plan) -> None:
        """See that not more is to be done than was shown; else it is shown once more.

        Raises:
            Interrupted: nobody agrees to that.
            UsageError: a system could not be read.
        """
        if plan.unread:
            record, side, reason = plan.unread[0]
            name = self._project.document.system(side).name
            raise UsageError(f"{record} could not be read in {name}: {reason}", hint="go on when both systems answer")
        more = beyond(planned_counts(self._preview.plan.lines), planned_counts(plan.lines))
        if not more:
            return
        self._person.said(f"more is to be done than was agreed to: {'; '.join(more)}")
        if not self._person.agrees(replace(self._preview, plan=plan)):
            raise Interrupted

    def _begun(self, plan: Plan) -> GoLive:
        """The go-live with which to go on, or a new one."""
        resumed, passed = self._preview.resumes, self._agreed.passed
        if resumed is not None:
            overridden = tuple(dict.fromkeys((*resumed.overridden, *passed.overridden)))
            return replace(resumed, standing=Standing.GOING, said="", overridden=overridden)
        state = live_state(self._ledger)
        now = flows(self._project)
        chosen = {record: now[record] for record in self._preview.records}
        return GoLive(
            number=len(state.runs) + 1,
            standing=Standing.GOING,
            by=self._agreed.by,
            began_at=self._clock.now(),
            version=self._project.document.version.text.strip(),
            digests=dict(digests_now(self._project)),
            flows=chosen,
            agreed=planned_counts(plan.lines),
            window=self._preview.window,
            now_reason=self._agreed.now_reason,
            overridden=passed.overridden,
            before={record: flow for record, flow in state.flows.items() if record in chosen},
        )

    async def _smoked(self, smoking: Smoking) -> None:
        """Try marked items; one that does not come through stops it."""
        if not await self._desk.hours.opened():
            raise Interrupted
        tried = await smoking.tried(self._preview.smoke)
        run = replace(self._now(), smoke=tried)
        failed = [f"{one.record}: {one.what}: {one.said}" for one in tried if one.met is False]
        let = self._desk.lets_pass.get("smoke")
        if failed and let is None:
            run = replace(run, standing=Standing.STOPPED, said=f"smoke tests: {'; '.join(failed)}")
        elif failed and let is not None:
            run = replace(run, overridden=tuple(dict.fromkeys((*run.overridden, let))))
        self._keep(run)

    def _stopped(self) -> None:
        """Let the flows rest, until somebody goes on or rolls back."""
        run, at = self._now(), self._clock.now()
        for record in run.flows:
            rest = Pause(BY, at, run.said)
            self._ledger.set_fact(pause.of_record(record), pause.dumps(rest))
            told = f"paused {rest.told()}"
            self._ledger.note([Entry(at, EntryKind.PAUSED, record, reason=told)])

    def _live(self) -> None:
        """Hand over: from now on a run may go on with it."""
        state, at = live_state(self._ledger), self._clock.now()
        run = replace(self._now(), standing=Standing.LIVE, ended_at=at)
        with self._ledger.transaction():
            for record in run.flows:
                self._ledger.set_fact(first_run(record), "done")
            self._keep(run, {**state.flows, **run.flows})
            told = f"{self._agreed.by} went live with {', '.join(run.flows)} (go-live {run.number})"
            self._ledger.note([Entry(at, EntryKind.REPORTED, reason=told)])

    def _now(self) -> GoLive:
        if self.state is None:
            raise UsageError("nothing was begun")
        return self.state

    def _keep(self, run: GoLive, live: Mapping[str, str] | None = None) -> None:
        self.state = run
        save(self._ledger, run, live)
