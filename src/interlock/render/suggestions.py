"""Proposed field pairs: for people as tables that fit the terminal, for programs as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interlock.model.fact import Confidence
from interlock.model.finding import Finding
from interlock.model.profile import FieldProfile
from interlock.model.suggestion import Candidate
from interlock.model.value import JSON, Side
from interlock.render.data import dumps, headed
from interlock.render.fitted import fitted
from interlock.render.plain import counted, paint, visible, wrapped

SCHEMA = "urn:interlock:schema:suggestions:1"
MARKS = {Confidence.SURE: "good", Confidence.LIKELY: "doubt", Confidence.POSSIBLE: "dim"}
_MOST_REASONS, _MOST_UNFED, _MOST_ASKED = 3, 40, 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """A field that its system requires and nothing fills, and what could fill it, best first."""

    system: str
    field: FieldProfile
    could: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for two resources: `systems` and `resources` by side, `best` those of the fields asked about."""

    name: str
    systems: tuple[str, str]
    resources: tuple[str, str]
    selected: tuple[Candidate, ...]
    unfed: tuple[Waiting, ...] = ()
    refused: int = 0
    mapped: int = 0
    best: tuple[tuple[Side, str, tuple[Candidate, ...]], ...] = ()


def suggestions_text(proposed: Proposed, *, color: bool = False, width: int = 100) -> str:
    """The proposed pairs by how sure they are, each with its reasons; then what is required and still unfed."""
    lines = [_heading(proposed, color=color, width=width)]
    for mark, style in MARKS.items():
        some = [one for one in proposed.selected if one.confidence is mark]
        if some:
            lines += ["", paint(f"{mark.value} ({len(some):,})", style, color=color)]
            lines += candidates_lines(some, color=color, width=width)
    if not proposed.selected:
        lines += ["", "nothing more is proposed"]
    lines += _unfed(proposed, color=color, width=width)
    told = _told(proposed)
    return "\n".join([*lines, "", *([told] if told else [])]).rstrip("\n") + "\n"


def heading_text(proposed: Proposed, *, color: bool = False, width: int = 100) -> str:
    """What is about to be gone through: the two resources, and how many pairs are how sure."""
    told = _told(proposed) or "nothing more is proposed"
    unfed = f"; {len(proposed.unfed):,} required and still unfed" if proposed.unfed else ""
    return f"{_heading(proposed, color=color, width=width)}\n{wrapped(told + unfed, width=width)}\n"


def _heading(proposed: Proposed, *, color: bool, width: int) -> str:
    left, right = (f"{one} `{resource}`" for one, resource in zip(proposed.systems, proposed.resources, strict=True))
    return paint(wrapped(f"{proposed.name}: {left} and {right}", width=width), "strong", color=color)


def best_text(proposed: Proposed, *, color: bool = False, width: int = 100) -> str:
    """The best candidates of the fields that were asked about."""
    lines: list[str] = []
    for side, path, some in proposed.best:
        system = proposed.systems[0 if side is Side.LEFT else 1]
        lines += ["", paint(visible(f"{path} of {system}"), "strong", color=color)]
        lines += candidates_lines(some, color=color, width=width, marked=True) or ["  nothing is proposed for it"]
    return "\n".join(lines).strip("\n") + "\n"


def candidates_lines(
    some: Sequence[Candidate], *, color: bool = False, width: int = 100, marked: bool = False, numbered: bool = False
) -> list[str]:
    """Candidates as a table: the fields, the direction, the rule, and below each its reasons."""
    rows = [
        [
            *([f"{n}"] if numbered else []),
            *([one.confidence.value if one.confidence in MARKS else "hardly"] if marked else []),
            ", ".join(one.left) or "(nothing)",
            one.direction.value,
            ", ".join(one.right) or "(nothing)",
            one.rule,
        ]
        for n, one in enumerate(some, start=1)
    ]
    lines = []
    for one, row in zip(some, fitted(rows, width=width, indent="  "), strict=True):
        lines += row
        if one.reasons:
            why = wrapped("; ".join(one.reasons[:_MOST_REASONS]), width=width, first="      ", rest="      ")
            lines.append(paint(why, "dim", color=color))
    return lines


def _unfed(proposed: Proposed, *, color: bool, width: int) -> Iterator[str]:
    if not proposed.unfed:
        return
    yield ""
    yield paint(f"required and still unfed ({len(proposed.unfed):,})", "bad", color=color)
    for one in proposed.unfed[:_MOST_UNFED]:
        yield wrapped(f"{one.field.path} of {one.system}: {_could(one)}", width=width, first="  ", rest="      ")
    if len(proposed.unfed) > _MOST_UNFED:
        yield f"  and {len(proposed.unfed) - _MOST_UNFED:,} more"


def _could(one: Waiting) -> str:
    """What could feed a field: other fields, or one of the values that it takes."""
    mine = str(one.field.path)
    found = [", ".join(each.right if mine in each.left else each.left) for each in one.could[:3]]
    if one.field.enum:
        values = [f"always `{value}`" for value in one.field.enum[:3] if value is not None]
        found.append(f"{' or '.join(values)}{' …' if len(one.field.enum) > len(values) else ''}")
    return f"could be fed by {'; '.join(found)}" if found else "no field of the other side is like it: `always VALUE`?"


def _told(proposed: Proposed) -> str:
    counts = [
        f"{len([one for one in proposed.selected if one.confidence is mark]):,} {mark.value}"
        for mark in MARKS
        if any(one.confidence is mark for one in proposed.selected)
    ]
    told = [", ".join(counts)] if counts else []
    told += [f"{counted(proposed.mapped, 'row')} there already"] if proposed.mapped else []
    told += [f"{counted(proposed.refused, 'pair')} refused before"] if proposed.refused else []
    return "; ".join(told)


def left_out_text(some: Sequence[tuple[Candidate, str]], *, color: bool = False, width: int = 100) -> str:
    """What was not written, each with the reason."""
    lines = [paint(f"left out ({len(some):,})", "doubt", color=color)] if some else []
    for one, why in some:
        lines.append(wrapped(f"{named(one)}: {why}", width=width, first="  ", rest="      "))
    return "\n".join(lines) + "\n" if lines else ""


def asked_text(findings: Sequence[Finding], *, color: bool = False, width: int = 100) -> str:
    """What is found now that there are rows, and that other rows settle."""
    lines = [paint(f"what `check` now finds missing ({len(findings):,})", "doubt", color=color)]
    lines += [wrapped(one.message, width=width, first="  ", rest="      ") for one in findings[:_MOST_ASKED]]
    if len(findings) > _MOST_ASKED:
        lines.append(f"  and {len(findings) - _MOST_ASKED:,} more")
    return "\n".join(lines) + "\n"


def named(one: Candidate) -> str:
    """A pair in one line."""
    return f"{', '.join(one.left) or '(nothing)'} {one.direction.value} {', '.join(one.right) or '(nothing)'}"


def suggestions_json(
    proposed: Proposed,
    *,
    accepted: Sequence[Candidate] = (),
    left_out: Sequence[tuple[Candidate, str]] = (),
    difference: str = "",
    written: bool = False,
    notes: Sequence[str] = (),
    version: str,
) -> str:
    """The same as JSON (`docs/schemas/suggestions.json`); `version` is the tool's."""
    data: dict[str, JSON] = {
        "record": proposed.name,
        "systems": list(proposed.systems),
        "resources": list(proposed.resources),
        "suggestions": [_datum(one) for one in proposed.selected],
        "best": [
            {"side": side.value, "field": path, "candidates": [_datum(one) for one in some]}
            for side, path, some in proposed.best
        ],
        "unfed": [
            {"system": one.system, "field": str(one.field.path), "candidates": [_datum(each) for each in one.could]}
            for one in proposed.unfed
        ],
        "refused_before": proposed.refused,
        "accepted": [_datum(one) for one in accepted],
        "left_out": [{**_datum(one), "why": why} for one, why in left_out],
        "difference": difference,
        "written": written,
        "notes": list(notes),
    }
    return dumps(headed(SCHEMA, version, data))


def _datum(one: Candidate) -> dict[str, JSON]:
    return {
        "left": list(one.left),
        "direction": one.direction.value,
        "right": list(one.right),
        "rule": one.rule,
        "confidence": one.confidence.value,
        "score": round(one.score, 4),
        "reasons": list(one.reasons),
    }
