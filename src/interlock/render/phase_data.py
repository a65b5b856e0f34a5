"""The five phases with their gates, and the messages, as data."""

from __future__ import annotations

from datetime import datetime

from interlock.model.gate import Gate, Phase, Turn
from interlock.model.standing import ProjectStatus
from interlock.model.value import JSON
from interlock.render.phase_messages import messages


def phases_datum(project: ProjectStatus) -> dict[str, JSON]:
    """What is told of a project beside what runs: its phases, and a message for everybody whose turn it is."""
    return {
        "title": project.title,
        "version": project.version,
        "unreadable": list(project.unreadable),
        "phases": [_phase(one) for one in project.phases],
        "messages": [
            {**_turn(one.who), "roles": list(one.roles), "gates": [gate.code for gate in one.gates], "text": text}
            for one, text in messages(project)
        ],
    }


def _phase(phase: Phase) -> JSON:
    return {
        "phase": phase.stage.value,
        "met": phase.met,
        "gates": [_gate(one) for one in phase.gates],
        "not_asked": [{"code": one.code, "title": one.title, "why": one.why} for one in phase.not_asked],
    }


def _gate(gate: Gate) -> JSON:
    over = gate.override
    return {
        "code": gate.code,
        "title": gate.title,
        "state": gate.state.value,
        "missing": list(gate.missing),
        "turn": [_turn(one) for one in gate.turn],
        "since": _moment(gate.since),
        "waits_for": list(gate.waits_for),
        "close": gate.close,
        "basis": [
            {"kind": one.kind.value, "what": one.what, "by": one.by, "at": _moment(one.at), "file": one.file}
            for one in gate.basis
        ],
        "digests": dict(gate.digests),
        "after_live": gate.after_live,
        "override": None
        if over is None
        else {"by": over.by, "role": over.role, "reason": over.reason, "at": over.at.isoformat()},
    }


def _turn(turn: Turn) -> dict[str, JSON]:
    return {"name": turn.name, "role": turn.role, "company": turn.company, "contact": turn.contact}


def _moment(at: datetime | None) -> JSON:
    return None if at is None else at.isoformat()
