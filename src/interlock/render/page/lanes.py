"""A timeline as a drawing: a lane for each system and one for what was judged, time from left to right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from interlock.model.verdict import Observation, Seen, Verdict
from interlock.render.times import spanned

_STEPS_S = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400)
_REFUSED = re.compile(r"→ (?:[45]\d\d|no answer)")
_NAME = 22
"""How many characters of a name fit above a lane."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One line of the timeline in the drawing; `kind` says how it is drawn."""

    x: float
    y: float
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One line from left to right with its name."""

    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """All that is drawn of one timeline, in the units of the drawing."""

    width: int
    height: int
    start: int
    end: int
    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]
    wrong: tuple[float, str] | None
    told: str


def begun(verdict: Verdict) -> datetime | None:
    """When the sentence's action began: its first deed, else the first line."""
    deeds = [one.at for one in verdict.timeline if one.kind is Seen.DONE]
    return min(deeds, default=min((one.at for one in verdict.timeline), default=None))


def lanes(verdict: Verdict, systems: Sequence[str], *, narrow: bool = False) -> Lanes | None:
    """The drawing of a verdict's timeline, or None where nothing was seen."""
    first = begun(verdict)
    if first is None:
        return None
    width, start = (360, 12) if narrow else (760, 16)
    end = width - start
    last = max(one.at for one in verdict.timeline)
    length = max((last - first).total_seconds(), 1.0)

    def x(at: datetime) -> float:
        share = min(max((at - first).total_seconds() / length, 0.0), 1.0)
        return round(start + share * (end - start), 1)

    rows = [Lane(34 + 44 * n, _short(name)) for n, name in enumerate((*systems, "Judged"))]
    height = int(rows[-1].y) + 34
    at_row = {name: row.y for name, row in zip((*systems, ""), rows, strict=True)}
    dots = tuple(
        Dot(x(one.at), at_row[one.where], _kind(one), one.what)
        for one in verdict.timeline
        if one.where in at_row and one.kind is not Seen.STATE
    )
    ticks = tuple((round(start + s / length * (end - start), 1), _tick(s)) for s in _marks(length, 4 if narrow else 8))
    wrong = None
    if verdict.failed_at is not None:
        wrong = (x(verdict.failed_at), f"wrong after {spanned((verdict.failed_at - first).total_seconds())}")
    told = f"What happened in {' and in '.join(systems)} over {spanned(length)}"
    return Lanes(width, height, start, end, tuple(rows), dots, ticks, wrong, told)


def after(verdict: Verdict, at: datetime) -> str:
    """How long after the beginning a moment is; `before` where it lies there."""
    first = begun(verdict) or at
    seconds = (at - first).total_seconds()
    return "before" if seconds < 0 else "at once" if seconds < 1 else f"after {spanned(seconds)}"


def _kind(one: Observation) -> str:
    if one.kind is Seen.REQUEST:
        return "refused" if _REFUSED.search(one.what) else "request"
    if one.kind is Seen.JUDGED:
        return "true" if one.what.startswith("true from") else "wrong"
    return "done"


def _marks(length_s: float, most: int) -> Sequence[int]:
    """The seconds at which the axis has a mark: the smallest step with which they are not too many."""
    step = next((one for one in _STEPS_S if length_s / one <= most), 0) or int(length_s / most / 86400 + 1) * 86400
    return range(0, int(length_s) + 1, step)


def _tick(seconds: int) -> str:
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds and seconds % length == 0:
            return f"{seconds // length} {unit}"
    return f"{seconds} s" if seconds else "0"


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
