"""Judges every gate by the ground, and tells whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from interlock.gates.condition import Condition, Found, Passed, code_of, conditions
from interlock.gates.ground import Ground
from interlock.model.gate import Gate, NotAsked, Override, Phase, Stage, State


def judge(ground: Ground) -> tuple[Phase, ...]:
    """The five phases with their gates as they stand; pure."""
    listed = sorted(conditions().items.items(), key=lambda pair: (list(Stage).index(pair[1].stage), pair[1].place))
    gates: dict[str, Gate] = {}
    passed: dict[str, tuple[Stage, NotAsked]] = {}
    for name, condition in listed:
        found = condition.judge(ground)
        code = code_of(name)
        if isinstance(found, Passed):
            passed[code] = condition.stage, NotAsked(code, condition.title, found.why)
        else:
            gates[code] = _gate(ground, code, condition, found)
    after = {code_of(name): condition.after for name, condition in listed}
    settled = {code: _in_turn(gate, after[code], gates) for code, gate in gates.items()}
    return tuple(
        Phase(
            stage,
            tuple(gate for gate in settled.values() if gate.phase is stage),
            tuple(one for of, one in passed.values() if of is stage),
        )
        for stage in Stage
    )


def _gate(ground: Ground, code: str, condition: Condition, found: Found) -> Gate:
    override = None if not found.missing else _override(ground, code, found.digests)
    state = State.MET
    if found.missing:
        state = State.EXPIRED if found.expired else State.OPEN
    if override is not None:
        state = State.OVERRIDDEN
    dated = [one.at for one in found.basis if one.at is not None]
    return Gate(
        code=code,
        phase=condition.stage,
        title=condition.title,
        state=state,
        missing=found.missing,
        turn=found.turn if state in {State.OPEN, State.EXPIRED} else (),
        since=override.at if override is not None else found.since if found.missing else max(dated, default=None),
        basis=found.basis,
        close=(found.close or condition.close) if found.missing else "",
        digests=found.digests,
        after_live=condition.after_live,
        override=override,
        quotes=found.quotes if found.missing else (),
        answer=found.answer if found.missing else "",
    )


def _override(ground: Ground, code: str, digests: Mapping[str, str]) -> Override | None:
    """The last override of a gate that was for what stands there now."""
    holding = [
        one
        for one in ground.overrides
        if one.gate == code and all(digests.get(name) == digest for name, digest in one.digests.items())
    ]
    return max(holding, key=lambda one: one.at, default=None)


def _in_turn(gate: Gate, after: tuple[str, ...], gates: Mapping[str, Gate]) -> Gate:
    """The gate; while others come first, it is nobody's turn. What only going live meets comes after all others.

    Where nothing else tells since when it is open, it is since the last of those that come first was met.
    """
    first = tuple(code for code in after if code in gates and not gates[code].passes)
    if gate.after_live:
        first = tuple(code for code, one in gates.items() if not one.passes and not one.after_live)
    if gate.passes:
        return gate
    if first:
        return replace(gate, turn=(), waits_for=first)
    before = [gates[code].since for code in after if code in gates]
    known = [one for one in before if one is not None]
    if gate.state is State.OPEN and gate.since is None and known and len(known) == len(before):
        return replace(gate, since=max(known))
    return gate
