"""A guide to a credential as people read it, and as data."""

from __future__ import annotations

from typing import Any

from interlock.doctor.guide import Guide
from interlock.render.fitted import fitted
from interlock.render.plain import paint, visible, wrapped


def guide_text(guide: Guide, *, color: bool = False, width: int = 100) -> str:
    """The steps, the scopes with what each is for, and the lines for the settings."""
    head = f"How to get a credential of {guide.system} for the environment {guide.environment}"
    lines = [paint(visible(head), "strong", color=color), ""]
    facts = [["how it is shown", guide.kind], *([what, address] for what, address in guide.addresses)]
    if guide.documentation:
        facts.append(["documentation", guide.documentation])
    if guide.says:
        facts.append(["the description says", guide.says])
    lines += _table(facts, width)
    lines.append("")
    for number, step in enumerate(guide.steps, 1):
        lines.append(wrapped(step, width=width, first=f"{number}. ", rest="   "))
    lines += ["", *_scopes(guide, color=color, width=width)]
    lines.append(paint("interlock.toml", "strong", color=color))
    lines += [f"  {visible(line)}".rstrip() for line in guide.settings]
    return "\n".join(lines) + "\n"


def _scopes(guide: Guide, *, color: bool, width: int) -> list[str]:
    lines: list[str] = []
    scopes = guide.scopes
    if scopes.needed:
        lines.append(paint("Scopes, the fewest that do", "strong", color=color))
        rows = [
            [scope, scopes.says.get(scope, ""), "; ".join(one.named for one in operations)]
            for scope, operations in scopes.needed.items()
        ]
        lines += [*_table(rows, width), ""]
    others = scopes.silent if scopes.needed else guide.operations
    if others:
        more = ", of which the description names no scope" if scopes.needed else ""
        lines.append(paint(f"What it must be allowed to do{more}", "strong", color=color))
        lines += [*(wrapped(one.named, width=width, first="  ", rest="    ") for one in others), ""]
    if scopes.needed and guide.not_needed:
        lines.append(paint("Not needed", "strong", color=color))
        lines += [wrapped(", ".join(guide.not_needed), width=width, first="  ", rest="  "), ""]
    return lines


def _table(rows: list[list[str]], width: int) -> list[str]:
    return [line for row in fitted(rows, width=width, indent="  ") for line in row]


def guide_data(guide: Guide) -> dict[str, Any]:
    """The same as data."""
    return {
        "system": guide.system,
        "environment": guide.environment,
        "kind": guide.kind,
        "documentation": guide.documentation,
        "addresses": dict(guide.addresses),
        "steps": list(guide.steps),
        "scopes": [
            {"scope": scope, "says": guide.scopes.says.get(scope, ""), "for": [one.named for one in operations]}
            for scope, operations in guide.scopes.needed.items()
        ],
        "operations": [one.named for one in guide.operations],
        "operations_without_scope": [one.named for one in guide.scopes.silent],
        "not_needed": list(guide.not_needed) if guide.scopes.needed else [],
        "settings": list(guide.settings),
    }
