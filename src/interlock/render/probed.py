"""What a live system was seen to do: a table with each question, its answer, how sure it is, and what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from interlock.model.observation import Observation
from interlock.render.plain import paint, visible

_LEAST = 20
_HEADS = ("Question", "Answer", "How sure", "Requests and answers")
_SURE = 8


def probed_text(rows: Sequence[tuple[str, Observation]], *, color: bool = False, width: int = 100) -> str:
    """A table for each record, and one for the system as a whole (its record is empty); cells are wrapped.

    What denies the description is marked by `!`.
    """
    lines: list[str] = []
    records = list(dict.fromkeys(record for record, _ in rows))
    for record in records:
        lines += ["", paint(visible(record) or "the system as a whole", "strong", color=color)]
        lines += _table([one for name, one in rows if name == record], color=color, width=width)
    return "\n".join(lines[1:]) + "\n"


def _table(found: Sequence[Observation], *, color: bool, width: int) -> list[str]:
    widths = _widths(width)
    lines = [paint(_line(_HEADS, widths), "strong", color=color)]
    for one in found:
        evidence = [f"{visible(seen.pointer)} → {visible(seen.quote)}" for seen in one.evidence]
        cells = (
            _wrapped([f"! {one.question}" if one.contradicts else one.question], widths[0]),
            _wrapped([visible(one.answer)], widths[1]),
            _wrapped(["" if one.confidence.value == "unknown" else one.confidence.value], widths[2]),
            _wrapped(evidence, widths[3]),
        )
        lines += [_line(row, widths) for row in zip_longest(*cells, fillvalue="")]
    return lines


def _widths(width: int) -> tuple[int, int, int, int]:
    free = max(width - _SURE - 6, 3 * _LEAST)
    question = max(_LEAST, free * 3 // 11)
    answer = max(_LEAST, free * 4 // 11)
    return question, answer, _SURE, max(_LEAST, free - question - answer)


def _wrapped(texts: Sequence[str], width: int) -> list[str]:
    return [
        line
        for text in texts
        for line in textwrap.wrap(text, width, subsequent_indent="  ", break_on_hyphens=False) or [""]
    ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:<{size}}" for cell, size in zip(cells, widths, strict=True)).rstrip()
