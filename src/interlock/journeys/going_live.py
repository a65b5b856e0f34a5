"""Takes an integration live: gates, preview, consent, window, waves with checks, smoke tests, and then it runs."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from interlock.adapters import loops
from interlock.adapters.clocks import SystemClock
from interlock.errors import UsageError
from interlock.journeys.connect import demand_sound
from interlock.journeys.evidence import evidence, keep
from interlock.journeys.flows import changed, flows
from interlock.journeys.golive_carrying import ALONE, Agreed, Preview, carried_out, prepared
from interlock.journeys.golive_gates import Passage, Ways, passage
from interlock.journeys.golive_hours import Hand, Hours, demand_window, window_of
from interlock.journeys.golive_record import late_record
from interlock.journeys.golive_waves import planned_counts
from interlock.journeys.ledgers import is_there, open_ledger
from interlock.journeys.living import live_state
from interlock.journeys.planning import throwaway
from interlock.journeys.project import Project
from interlock.journeys.running import interrupts
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.golive import GoLive, Standing
from interlock.model.plan import Plan
from interlock.model.progress import Progress


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to go live.

    `window` is in the words of the document's. `now_reason` is why it does not wait for it. `no_smoke` is why no marked
    items are tried.
    """

    by: str
    ways: Ways = field(default_factory=Ways)
    window: str = ""
    now_reason: str = ""
    no_smoke: str = ""


class Person(Protocol):
    """Whoever is asked and told."""

    def agrees(self, preview: Preview) -> bool:
        """Whether to go on with what is shown."""
        ...

    def said(self, text: str) -> None:
        """Hear how far it is."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it came out. `run` is None where nobody agreed, or it was interrupted before anything was written."""

    run: GoLive | None
    record: Path | None = None
    interrupted: bool = False
    preview: Preview | None = None


def go_live(
    project: Project,
    wish: Wish,
    person: Person,
    *,
    env: str | None = None,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Go live in an environment, or go on with what was begun; ends live, stopped by a check, or interrupted.

    Args:
        project: a loaded project without errors.
        wish: who wants it, and how.
        person: is shown the preview, agrees or not, and hears how far it is.
        env: the environment; the only one unless named.
        clock: the time; the system's unless given.
        progress: hears how far the reading is.

    Raises:
        UsageError: a gate is open, nothing has changed since it went live, or there is no window.
        InterlockError: it could not go on; what was written is kept, and the next call goes on from there.
    """

    async def inside() -> Outcome:
        stop, hand = asyncio.Event(), Hand()
        with interrupts(stop, said=person.said, in_hand=lambda: hand.writes):
            return await gone_live(project, wish, person, env=env, clock=clock, stop=stop, hand=hand, progress=progress)

    return loops.run(inside())


async def gone_live(
    project: Project,
    wish: Wish,
    person: Person,
    *,
    env: str | None = None,
    clock: Clock | None = None,
    stop: asyncio.Event | None = None,
    hand: Hand | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """`go_live` for callers that have a loop, and set `stop` themselves when it is to end early; see `hand` then."""
    time, stop = clock or SystemClock(), stop or asyncio.Event()
    environment = _environment(project, env, wish)
    late = late_record(project, environment, clock=time)
    if late is not None:
        person.said(f"the record of the last go-live was missing, and is written now: {late}")
    passed = passage(project, environment, wish.ways, time)
    window = window_of(project, wish.window)
    demand_window(environment, window, wish.now_reason)
    hours = Hours(project, None if wish.now_reason else window, time, stop, hand)
    shown = await _preview(project, environment, wish, passed, time, progress)
    if not person.agrees(shown):
        return Outcome(None, preview=shown)
    keep_preview(project, shown, wish.by, clock=time)
    if not hours.is_open:
        person.said(f"waiting for {hours.next_opening():%Y-%m-%d %H:%M} UTC; Ctrl-C leaves everything as it is")
    if not await hours.opened():
        return Outcome(None, interrupted=True, preview=shown)
    carried = await carried_out(project, shown, Agreed(wish.by, wish.now_reason, passed, hours), person, time, stop)
    return Outcome(carried.state, carried.record, interrupted=carried.interrupted, preview=shown)


def preview(
    project: Project,
    by: str,
    *,
    env: str | None = None,
    window: str = "",
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Preview:
    """What going live would do now, whatever gate is open; that it was looked at is for the caller to keep.

    Args:
        project: a loaded project without errors.
        by: who looks.
        env: the environment; the only one unless named.
        window: when may be written; as the document says unless given.
        clock: the time; the system's unless given.
        progress: hears how far the reading is.

    Raises:
        UsageError: nothing has changed since it went live, or a system could not be read.
    """
    wish, time = Wish(by, window=window), clock or SystemClock()
    environment = _environment(project, env, wish)
    passed = passage(project, environment, wish.ways, time, refuses=False)
    return loops.run(_preview(project, environment, wish, passed, time, progress))


async def _preview(
    project: Project, environment: Environment, wish: Wish, passed: Passage, clock: Clock, progress: Progress | None
) -> Preview:
    """What would be written, from reading both systems; nothing of that is kept."""
    records, running, begun = _chosen(project, environment, clock)
    window = window_of(project, wish.window)
    with throwaway(project, environment) as copy:
        async with prepared(project, environment, records, begun, clock, ledger=copy, progress=progress) as run:
            plan = await run.integration.plan()
    _demand_read(project, plan)
    return Preview(
        environment,
        plan,
        records,
        running,
        "now" if wish.now_reason or window is None else str(window),
        () if wish.no_smoke else records,
        passed.overridden,
        passed.open,
        begun,
    )


def keep_preview(project: Project, shown: Preview, by: str, *, clock: Clock | None = None) -> Path:
    """Keep that somebody looked at what would be done; a gate rests on it."""
    told = {"changes": {record: dict(kinds) for record, kinds in planned_counts(shown.plan.lines).items()}}
    made = evidence(
        project,
        "preview",
        verdict="looked at",
        details=told,  # type: ignore[arg-type]
        environment=shown.environment.name,
        by=by,
        clock=clock,
    )
    return keep(project, made)


def _environment(project: Project, env: str | None, wish: Wish) -> Environment:
    if not wish.by.strip():
        raise UsageError("nobody is named who goes live", hint="name yourself with --by, it stands in the record")
    if project.is_draft:
        raise UsageError("only the project's own document goes live")
    demand_sound(project)
    return project.environment(env)


def _chosen(
    project: Project, environment: Environment, clock: Clock
) -> tuple[tuple[str, ...], tuple[str, ...], GoLive | None]:
    """The records that go live now, those that are live and go on, and the go-live that was begun with the first.

    Raises:
        UsageError: everything is live.
        LedgerError: somebody else goes live there now.
    """
    now = flows(project)
    if not is_there(project, environment):
        return tuple(now), (), None
    with closing(open_ledger(project, environment)) as ledger:
        state = live_state(ledger)
        ledger.acquire(clock.now(), 60.0, [ALONE])
        ledger.release()
    if state.last is not None and state.last.standing is Standing.ROLLING_BACK:
        raise UsageError(
            f"go-live {state.last.number} of `{environment.name}` is being rolled back, and that is not over",
            hint=f"end it with `interlock rollback --env {environment.name}`; then it can go live again",
        )
    records = changed(state.flows, now)
    if not records:
        raise UsageError(
            f"`{environment.name}` is live, and nothing has changed since",
            hint=f"`interlock run --env {environment.name} --watch` keeps both systems in step",
        )
    begun = state.under_way
    if begun is not None and changed(begun.flows, {one: now.get(one, "") for one in records}):
        begun = None  # the document changed meanwhile: what was agreed to is no more
    return records, tuple(record for record in now if record not in records), begun


def _demand_read(project: Project, plan: Plan) -> None:
    if plan.unread:
        record, side, reason = plan.unread[0]
        name = project.document.system(side).name
        raise UsageError(
            f"{record} could not be read in {name}: {reason}", hint="a go-live begins when both systems answer"
        )
