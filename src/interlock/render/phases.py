"""The five phases with their gates, as text."""

from __future__ import annotations

from datetime import datetime

from interlock.model.gate import Basis, BasisKind, Gate, Phase, State, Turn, every_gate
from interlock.model.standing import ProjectStatus
from interlock.render.plain import counted, paint, wrapped

_STYLES = {State.OPEN: "bad", State.EXPIRED: "doubt", State.OVERRIDDEN: "doubt", State.MET: "good"}


def phases_text(project: ProjectStatus, *, color: bool = False, width: int = 100) -> str:
    """Each phase with its gates: what is missing, whose turn it is, since when, and what closes it; then whom."""
    all_gates = every_gate(project.phases)
    lines = [wrapped(_head(project), width=width)]
    if not project.open:
        overridden = sum(gate.state is State.OVERRIDDEN for gate in all_gates)
        more = f", {overridden} of them overridden" if overridden else ""
        lines += ["", paint(f"all {len(all_gates)} gates of the five phases are met{more}", "good", color=color)]
    for number, phase in enumerate(project.phases, 1):
        lines += _phase(number, phase, whole=bool(project.open), color=color, width=width)
    if project.unreadable:
        lines += ["", paint("evidence that cannot be read:", "bad", color=color)]
        lines += [wrapped(one, width=width, first="- ", rest="  ") for one in project.unreadable]
    if project.waiting:
        lines += ["", "whose turn it is (`interlock status --message` writes to each):"]
        for one in project.waiting:
            titles = "; ".join(gate.title for gate in one.gates)
            lines.append(wrapped(f"{person(one.who, one.roles)}: {titles}", width=width, first="- ", rest="  "))
    return "\n".join(lines) + "\n"


def person(turn: Turn, roles: tuple[str, ...] = ()) -> str:
    """Somebody by name, role and company (`Ida Rhodes (Analyst, Acorn)`); where nobody has the role, that."""
    told = " and ".join(roles) or turn.role
    if not turn.name:
        where = f" of {turn.company}" if turn.company else ""
        return f"nobody yet ({told}{where})"
    more = ", ".join(part for part in (told, turn.company) if part)
    return f"{turn.name} ({more})" if more else turn.name


def moment(at: datetime | None) -> str:
    """`2026-11-21 14:03 UTC`, or that it is not known."""
    return "not known" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"


def _head(project: ProjectStatus) -> str:
    version = f", version {project.version}" if project.version else ""
    where = f", environment {project.environment}" if project.environment else ""
    return f"{project.title or project.file}{version}{where}"


def _phase(number: int, phase: Phase, *, whole: bool, color: bool, width: int) -> list[str]:
    """The lines of a phase; not `whole`, only what was overridden in it."""
    shown = [gate for gate in phase.gates if whole or gate.state is State.OVERRIDDEN]
    if not shown and not whole:
        return []
    passed = sum(gate.passes for gate in phase.gates)
    head = f"{number} {phase.stage.value}: {passed} of {counted(len(phase.gates), 'gate')} met"
    lines = ["", paint(head, "strong", color=color)]
    for gate in shown:
        lines += _gate(gate, color=color, width=width)
    if whole:
        for one in phase.not_asked:
            lines.append(
                wrapped(f"not asked: {one.title} ({one.code}): {one.why}", width=width, first="  ", rest="    ")
            )
    return lines


def _gate(gate: Gate, *, color: bool, width: int) -> list[str]:
    state = "later" if gate.waits_for else gate.state.value
    style = "dim" if gate.waits_for else _STYLES[gate.state]
    name = wrapped(f"{gate.title} ({gate.code})", width=width - len(state) - 4, rest=" " * (len(state) + 4))
    lines = [f"  {paint(state, style, color=color)}: {name}"]

    def told(text: str, mark: str = "") -> None:
        lines.append(wrapped(text, width=width, first=f"    {mark}", rest=f"    {' ' * len(mark)}"))

    if gate.state is State.MET:
        for basis in gate.basis:
            if basis.kind is not BasisKind.COMPUTED:
                told(rests(basis))
        return lines
    for one in gate.missing:
        told(one, "- ")
    if gate.override is not None:
        over = gate.override
        told(f"statement of {over.by} ({over.role}) on {moment(over.at)}: {over.reason}")
        return lines
    if gate.waits_for:
        told(f"after {', '.join(gate.waits_for)}" if len(gate.waits_for) < 4 else "after all that is open before it")
        return lines
    if gate.turn:
        told(f"whose turn: {', or '.join(person(one) for one in gate.turn)}")
    told(f"since: {moment(gate.since)}")
    told(f"to close it: {gate.close}")
    return lines


def rests(basis: Basis) -> str:
    """What a gate rests on, and of which kind that is: `statement of Ida Rhodes on 2026-11-21 ...: accepted ...`."""
    by = f" of {basis.by}" if basis.by else ""
    at = f" on {moment(basis.at)}" if basis.at is not None else ""
    return f"{basis.kind.value}{by}{at}: {basis.what}"
