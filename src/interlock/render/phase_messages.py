"""Messages to the people whose turn it is: plain text that can be pasted into a mail."""

from __future__ import annotations

from interlock.model.gate import Gate, Waiting
from interlock.model.standing import ProjectStatus
from interlock.render.plain import visible

_MOST_QUOTED = 40


def messages(project: ProjectStatus) -> tuple[tuple[Waiting, str], ...]:
    """One message for everybody whose turn it is, in the document's own words."""
    return tuple((one, message_to(project, one)) for one in project.waiting)


def message_to(project: ProjectStatus, one: Waiting) -> str:
    """The message to one person: to whom, about what, what is missing, what to do, and by when."""
    title = visible(project.title or project.file)
    whom = visible(one.who.name)
    to = whom or f"(nobody is named: {visible(one.who.role)})"
    between = f" between {visible(project.between)}" if project.between else ""
    contact = f" <{visible(one.who.contact)}>" if one.who.contact else ""
    roles = " and ".join(visible(role) for role in one.roles)
    version = f" (version {visible(project.version)})" if project.version else ""
    hello = f"Hello {whom}," if whom else "Hello,"
    lines = [f"To: {to}{contact}", f"Subject: {title}: it is your turn", "", hello, ""]
    if not one.who.name:
        lines += ["the document names nobody who does this. Please say who it is.", ""]
    waits = "this waits" if len(one.gates) == 1 else "these wait"
    lines.append(
        f'in the integration "{title}"{version}{between}, {waits} for you' + (f" as {roles}:" if roles else ":")
    )
    for number, gate in enumerate(one.gates, 1):
        lines += ["", *_gate(number, gate)]
    if project.target:
        lines += ["", f"What we aim at: {visible(project.target)}."]
    lines += ["", f"(As it stands on {project.at:%Y-%m-%d %H:%M} UTC, computed from what is written, run and signed.)"]
    return "\n".join(lines) + "\n"


def _gate(number: int, gate: Gate) -> list[str]:
    since = "" if gate.since is None else f", since {gate.since:%Y-%m-%d}"
    lines = [f"{number}. {_sentence(gate.title)} (phase: {gate.phase.value}{since})"]
    lines += [f"   - {visible(one)}" for one in gate.missing]
    if gate.quotes:
        lines.append("   What the document says:")
        lines += [f"   > {visible(one)}" for one in gate.quotes[:_MOST_QUOTED]]
        if len(gate.quotes) > _MOST_QUOTED:
            lines.append(f"   > and {len(gate.quotes) - _MOST_QUOTED} more, in the document")
    if gate.answer:
        lines.append(f"   Please answer this message: {gate.answer}.")
        lines.append(f"   Your answer is noted with {visible(gate.close)}.")
    else:
        lines.append(f"   What to do: {visible(gate.close)}.")
    return lines


def _sentence(text: str) -> str:
    said = visible(text)
    return f"{said[:1].upper()}{said[1:]}"
