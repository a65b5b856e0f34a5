"""How people's cold read stands."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.model.coldread import Asked, Judged, SideRead, Standing
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import paint, wrapped

SCHEMA = "urn:interlock:schema:coldreads:1"


def coldread_text(standing: Standing, *, color: bool = False, width: int = 100) -> str:
    """Each side with who read it, whether that holds, and what they asked; at the end what is missing."""
    lines: list[str] = []
    for side in standing.sides:
        lines.append(paint(wrapped(_side(side), width=width), "strong", color=color))
        for one in side.readings:
            lines.append(wrapped(_reading(one), width=width, first="  ", rest="    "))
            lines += [wrapped(_asked(asked), width=width, first="    ", rest="      ") for asked in one.asked]
        if not side.readings:
            lines.append("  nobody yet")
    lines.append("")
    if standing.complete:
        lines.append(paint("read cold on both sides, nothing open", "good", color=color))
    else:
        lines += [wrapped(f"missing: {one}", width=width, rest="  ") for one in standing.missing]
    return "\n".join(lines) + "\n"


def _side(side: SideRead) -> str:
    return f"{side.company}, {side.system}" if side.company else side.system


def _reading(one: Judged) -> str:
    reading = one.reading
    holds = f"does not hold: {one.void}" if one.void else "holds"
    return f"{reading.reader}, {reading.read_at.date().isoformat()}, version {reading.version or '?'}: {holds}"


def _asked(one: Asked) -> str:
    by = f" ({one.answered_by})" if one.answered_by else ""
    answer = f": {one.answer}{by}" if one.answer else ""
    return f"{one.question.about}: {one.question.text} [{one.state.value}]{answer}"


def coldread_json(standings: Mapping[str, Standing], *, version: str) -> str:
    """The same as JSON (`docs/schemas/coldreads.json`), by the file's name; `version` is the tool's."""
    several = len(standings) > 1
    data: dict[str, JSON] = {
        "complete": all(standing.complete for standing in standings.values()),
        "missing": [
            f"{name}: {one}" if several else one for name, standing in standings.items() for one in standing.missing
        ],
        "sides": [
            {
                "document": name,
                "system": side.system,
                "company": side.company,
                "done": side.done,
                "readings": [_datum(one) for one in side.readings],
            }
            for name, standing in standings.items()
            for side in standing.sides
        ],
    }
    return dumps(headed(SCHEMA, version, data))


def _datum(one: Judged) -> JSON:
    reading = one.reading
    return {
        "reader": reading.reader,
        "read_at": reading.read_at.isoformat(),
        "recorded_by": reading.recorded_by,
        "version": reading.version,
        "decisions": reading.digest,
        "holds": not one.void,
        "reason": one.void,
        "questions": [
            {
                "about": asked.question.about,
                "question": asked.question.text,
                "state": asked.state.value,
                "answer": asked.answer,
                "answered_by": asked.answered_by,
            }
            for asked in one.asked
        ],
    }
