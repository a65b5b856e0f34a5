"""What must be met before anything is written, and who let what pass."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.gating import gates, override
from interlock.journeys.project import Project
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.gate import Gate, Override, State, every_gate
from interlock.model.golive import Overridden

OWN = "preview-seen"
"""The gate that going live itself meets: nobody goes on who did not agree to the preview."""

NEVER = frozenset({"scope-signed", "spec-signed", "descriptions-learned"})
"""Nobody may let these pass: without them there is nothing that both companies agreed to, or nothing to run."""

CHECKS = frozenset({"read-back", "drift", "held", "errors", "smoke"})
"""What a person may let pass after a wave; that something is there twice, or that nobody agreed to it, nobody may."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What was given on the command line to let pass: codes, with who takes the responsibility, and why."""

    codes: Collection[str] = ()
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """How the gates stand: those that were overridden, and the open ones of a rehearsal, which refuse nothing."""

    overridden: tuple[Overridden, ...] = ()
    open: tuple[Gate, ...] = ()
    checks: Mapping[str, Overridden] = field(default_factory=dict)
    """the checks after a wave that somebody lets pass"""


def passage(project: Project, environment: Environment, ways: Ways, clock: Clock, *, refuses: bool = True) -> Passage:
    """See that the gates are met, or let pass by somebody who may.

    An environment that is no production is a rehearsal: its open gates are shown, and refuse nothing. Nor do they
    where it is only asked what stands in the way (`refuses`).

    Raises:
        UsageError: a gate is open; or what is to pass cannot be, or nobody who may says so.
    """
    rehearsal = environment.kind != "production"
    now = clock.now()
    found = every_gate(gates(project, environment.name, clock=clock))
    _demand_known(ways, found)
    for code in ways.codes:
        if code in CHECKS:
            continue
        if code in NEVER and not rehearsal:
            raise UsageError(
                f"the gate `{code}` cannot be overridden: without it there is nothing that both companies agreed to",
                hint=_what_to_do(next(one for one in found if one.code == code)),
            )
        if not next(one for one in found if one.code == code).passes:
            override(project, env=environment.name, gate=code, by=ways.by, reason=ways.reason, clock=clock)
    phases = gates(project, environment.name, clock=clock) if ways.codes else None
    found = every_gate(phases) if phases is not None else found
    closed = [
        one
        for one in found
        if not one.after_live
        and one.code != OWN
        and (not one.passes or (one.code in NEVER and one.state is State.OVERRIDDEN))
    ]
    if closed and refuses and not rehearsal:
        raise UsageError(_refusal(environment.name, closed), hint=_what_to_do(closed[0]))
    return Passage(
        tuple(_overridden(one, one.override) for one in found if one.override is not None and one.passes),
        tuple(closed),
        {code: _check(ways, code, now) for code in ways.codes if code in CHECKS},
    )


def _demand_known(ways: Ways, found: Collection[Gate]) -> None:
    known = {one.code for one in found} | CHECKS
    for code in ways.codes:
        if code not in known:
            raise UsageError(f"there is no gate or check `{code}`", hint=did_you_mean(code, sorted(known)))
    if ways.codes and not (ways.by.strip() and ways.reason.strip()):
        raise UsageError(
            "a gate is overridden by somebody, for a reason", hint='give both with --by NAME and --reason "..."'
        )


def _refusal(environment: str, closed: Collection[Gate]) -> str:
    lines = [f"`{environment}` cannot go live: {len(closed)} gate{'s are' if len(closed) > 1 else ' is'} open"]
    for one in closed:
        what = one.missing[0] if one.missing else one.title
        turn = ", ".join(turn.name or turn.role for turn in one.turn)
        lines.append(f"  {one.code}: {what}{f' (waits for {turn})' if turn else ''}")
    return "\n".join(lines)


def _what_to_do(gate: Gate) -> str:
    close = gate.close or gate.title
    return f"`{gate.code}`: {close}; `interlock status` shows all of them"


def _overridden(gate: Gate, given: Override) -> Overridden:
    return Overridden(gate.code, given.by, given.reason, given.at, gate.missing)


def _check(ways: Ways, code: str, now: datetime) -> Overridden:
    return Overridden(code, ways.by.strip(), " ".join(ways.reason.split()), now)
