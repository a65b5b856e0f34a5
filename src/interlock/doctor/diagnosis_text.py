"""A diagnosis as people read it, and as data."""

from __future__ import annotations

from typing import Any

from interlock.doctor.check import Outcome
from interlock.doctor.examining import NOT_LET_IN, Diagnosis
from interlock.model.value import JSON
from interlock.render.fitted import fitted
from interlock.render.plain import counted, paint, visible, wrapped

_SIGNS = {
    Outcome.PROVEN: ("✓", "good"),
    Outcome.WARNING: ("!", "warning"),
    Outcome.MISSING: ("✗", "bad"),
    Outcome.NOT_TRIED: ("–", "dim"),
}


def diagnosis_text(found: Diagnosis, *, color: bool = False, width: int = 100) -> str:
    """A block for each check with a line for each thing that it looked at, and below it what is to be done by whom."""
    lines: list[str] = []
    for result in found.results:
        proofs = [one for one in result.proofs if one.said != NOT_LET_IN]  # the first check has told it
        if not proofs:
            continue
        lines.append(paint(visible(result.title), "strong", color=color))
        rows = [[one.about, one.said] for one in proofs]
        for proof, row in zip(proofs, fitted(rows, width=width, indent="    "), strict=True):
            sign, style = _SIGNS[proof.outcome]
            lines.append(f"  {paint(sign, style, color=color)} {row[0][4:]}")
            lines += row[1:]
            if proof.todo:
                lines.append(wrapped(f"{proof.turn}: {proof.todo}", width=width, first="      → ", rest="        "))
        lines.append("")
    lines.append(_sum(found))
    return "\n".join(lines) + "\n"


def _sum(found: Diagnosis) -> str:
    counts = [(len(found.having(outcome)), outcome.value) for outcome in Outcome]
    counts = [(count, "warnings" if (count > 1 and name == "warning") else name) for count, name in counts]
    whose = dict.fromkeys(one.turn for one in found.having(Outcome.MISSING) if one.turn)
    turns = f"; it is the turn of {visible(', '.join(whose))}" if whose else ""
    all_ = sum(count for count, _ in counts)
    return f"{counted(all_, 'thing')}: " + ", ".join(f"{count:,} {name}" for count, name in counts if count) + turns


def diagnosis_data(found: Diagnosis) -> dict[str, Any]:
    """The same as plain data, in a stable order, without times or secrets."""
    checks: list[JSON] = [
        {
            "check": result.check,
            "title": result.title,
            "about": proof.about,
            "outcome": proof.outcome.value,
            "said": proof.said,
            "todo": proof.todo,
            "turn": proof.turn,
            "kind": "statement" if proof.by else "run",
            "by": proof.by,
        }
        for result in found.results
        for proof in result.proofs
    ]
    missing: list[JSON] = [f"{one.about}: {one.said}" for one in found.having(Outcome.MISSING)]
    warnings: list[JSON] = [f"{one.about}: {one.said}" for one in found.having(Outcome.WARNING)]
    return {
        "environment": found.environment, "verdict": found.verdict, "missing": missing, "warnings": warnings,
        "checks": checks,
    }  # fmt: skip


def diagnosis_schema() -> dict[str, JSON]:
    """The JSON Schema of what `doctor --format json` prints."""
    text: JSON = {"type": "string"}
    names: list[JSON] = ["check", "title", "about", "outcome", "said", "todo", "turn", "kind", "by"]
    each: dict[str, JSON] = {str(name): text for name in names}
    each["outcome"] = {"enum": [one.value for one in Outcome]}
    each["kind"] = {"enum": ["run", "statement"]}
    texts: JSON = {"type": "array", "items": text}
    item: JSON = {"type": "object", "properties": each, "required": names, "additionalProperties": False}
    whole: list[JSON] = ["interlock", "environment", "verdict", "missing", "warnings", "checks"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:interlock:schema:doctor:1",
        "title": "What `interlock doctor` found",
        "type": "object",
        "properties": {
            "interlock": text, "environment": text, "verdict": text, "missing": texts, "warnings": texts,
            "checks": {"type": "array", "items": item},
        },
        "required": whole,
        "additionalProperties": False,
    }  # fmt: skip
