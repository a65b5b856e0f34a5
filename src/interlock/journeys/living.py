"""What of an environment is live, and so may be run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from interlock.errors import LedgerError, UsageError
from interlock.journeys.flows import changed, flows
from interlock.journeys.ledgers import is_there, open_ledger
from interlock.journeys.project import Project
from interlock.model.environment import Environment
from interlock.model.golive import FACT, LiveState, Standing, loads
from interlock.model.ledger import Ledger
from interlock.model.pause import RESTS

_RUN_BEFORE = "followed"
"""The fact that a run leaves behind."""


@dataclass(frozen=True, slots=True)
class Live:
    """What may be run: `records` (None: all), and what does not, each with what to do."""

    records: tuple[str, ...] | None = None
    resting: tuple[tuple[str, str], ...] = ()


def live_state(ledger: Ledger) -> LiveState:
    """All go-lives of an environment.

    Raises:
        LedgerError: what is remembered of them is damaged.
    """
    try:
        return loads(ledger.fact(FACT))
    except ValueError as problem:
        raise LedgerError(str(problem), hint="see `interlock ledger verify`") from None


def live(project: Project, environment: Environment, wanted: Collection[str] | None = None) -> Live:
    """What may be run there; `wanted` are the records that were asked for.

    Where something went live, only flows that are as they went live are run. In production nothing is run that never
    went live, unless it was run before there were go-lives.

    Raises:
        UsageError: nothing may be run.
    """
    state, ran_before = _state(project, environment)
    command = f"`interlock golive --env {environment.name}`"
    if state.last is None:
        if environment.kind == "production" and environment.marked and not ran_before:
            raise UsageError(
                f"`{environment.name}` is not live, and production is not written before it is",
                hint=f"go live with {command}; `interlock plan` shows what a run would do",
            )
        return Live(None if wanted is None else tuple(wanted))
    now = flows(project)
    other = set(changed(state.flows, now))
    asked = [record for record in now if wanted is None or record in wanted]
    may = tuple(record for record in asked if record not in other)
    resting = tuple((record, _why(state, record, command)) for record in asked if record in other)
    if not may:
        raise UsageError(
            f"nothing may be run in `{environment.name}`: {resting[0][0]} {resting[0][1]}"
            if resting
            else f"nothing is live in `{environment.name}`",
            hint=f"go on with {command}, or see what was written with `interlock rollback --env {environment.name}`",
        )
    if not resting:
        return Live(None if wanted is None else may)
    return Live(may, resting)


def _state(project: Project, environment: Environment) -> tuple[LiveState, bool]:
    """All go-lives there, and whether it was ever run."""
    if project.is_draft or not is_there(project, environment):
        return LiveState(), False
    ledger = open_ledger(project, environment)
    try:
        return live_state(ledger), ledger.fact(_RUN_BEFORE) is not None
    finally:
        ledger.close()


def _why(state: LiveState, record: str, command: str) -> str:
    last = state.last
    under_way = state.under_way
    if under_way is not None and record in under_way.flows:
        if under_way.standing is Standing.STOPPED:
            return f"{RESTS}its go-live stopped: {under_way.said}; go on with {command}"
        return f"{RESTS}its go-live is not over; go on with {command}"
    if last is not None and last.standing is Standing.ROLLING_BACK and record in last.flows:
        return f"{RESTS}its go-live is being rolled back, and that is not over; end it with `interlock rollback`"
    if last is not None and last.standing is Standing.ROLLED_BACK and record in last.flows:
        return f"{RESTS}its go-live was rolled back; go live again with {command}"
    if record in state.flows:
        return f"{RESTS}the document changed since it went live; sign, verify, then {command}"
    return f"{RESTS}it has not gone live; go live with {command}"
