"""Proposed pairs of resources: for people as a table that fits the terminal, for programs as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.suggestion import RecordCandidate
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.fitted import fitted
from interlock.render.plain import paint, wrapped
from interlock.render.suggestions import MARKS

SCHEMA = "urn:interlock:schema:record-suggestions:1"

Named = tuple[RecordCandidate, str]
"""A pair, and what the record would be called."""

_NONE = "no resources are alike beside those in the data map; two that you know: `interlock map LEFT RIGHT`\n"


def record_suggestions_text(
    some: Sequence[Named], systems: tuple[str, str], *, color: bool = False, width: int = 100
) -> str:
    """The pairs by how sure they are: the record, its two resources, its match key, and below each the reasons."""
    lines: list[str] = []
    for mark, style in MARKS.items():
        mine = [one for one in some if one[0].confidence is mark]
        if mine:
            lines += ["", paint(f"{mark.value} ({len(mine):,})", style, color=color)]
            lines += record_lines(mine, systems, color=color, width=width)
    return "\n".join(lines).strip("\n") + "\n" if lines else _NONE


def record_lines(
    some: Sequence[Named], systems: tuple[str, str], *, color: bool = False, width: int = 100
) -> list[str]:
    """Pairs as a table below the names of the two systems."""
    heads = ["Record", *systems, "Matched by"]
    rows = [[name, one.left, one.right, matched(one)] for one, name in some]
    lines: list[str] = []
    for n, row in enumerate(fitted([heads, *rows], width=width, indent="  ")):
        lines += [paint(line, "strong", color=color) for line in row] if n == 0 else row
        if n and some[n - 1][0].reasons:
            why = wrapped("; ".join(some[n - 1][0].reasons), width=width, first="      ", rest="      ")
            lines.append(paint(why, "dim", color=color))
    return lines


def matched(one: RecordCandidate) -> str:
    """The best match key in words."""
    return f"{one.match[0][0]} = {one.match[0][1]}" if one.match else ""


def record_suggestions_json(
    some: Sequence[Named],
    systems: tuple[str, str],
    *,
    accepted: Sequence[RecordCandidate] = (),
    left_out: Sequence[tuple[RecordCandidate, str]] = (),
    difference: str = "",
    written: bool = False,
    version: str,
) -> str:
    """The same as JSON (`docs/schemas/record-suggestions.json`); `version` is the tool's."""
    data: dict[str, JSON] = {
        "systems": list(systems),
        "suggestions": [{"record": name, **_datum(one)} for one, name in some],
        "accepted": [_datum(one) for one in accepted],
        "left_out": [{**_datum(one), "why": why} for one, why in left_out],
        "difference": difference,
        "written": written,
    }
    return dumps(headed(SCHEMA, version, data))


def _datum(one: RecordCandidate) -> dict[str, JSON]:
    return {
        "left": one.left,
        "right": one.right,
        "confidence": one.confidence.value,
        "score": round(one.score, 4),
        "reasons": list(one.reasons),
        "match": [[left, right] for left, right in one.match],
    }
