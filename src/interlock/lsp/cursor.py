"""What stands at a position of a text that may be broken: its section, table, column and cell, or its sentence.

Only lines are looked at, so that half a row is as good as a whole one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from interlock.document import HEADINGS
from interlock.document.blocks import cell_bounds
from interlock.document.columns import folded
from interlock.lsp.lines import Lines

_KINDS = {folded(heading): kind for heading, kind in HEADINGS.items()}
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_WORD = re.compile(r"[\w.\[\]-]+")
_FARTHEST = 5_000
"""So many lines are looked at above a row for its table's heading."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position: `kind` of its section (`data_map`), `part` the sub-heading, `column` the heading of its cell.

    `start` and `end` are the offsets of the cell, the item or the line in which it stands, `before` and `after` its
    words on both sides. `row` has the cells of the row by the headings of their columns.
    """

    offset: int
    kind: str
    part: str
    column: str
    start: int
    end: int
    before: str
    after: str
    row: Mapping[str, str] = field(default_factory=dict)
    in_heading: bool = False

    @property
    def words(self) -> str:
        """All words of the cell, item or line."""
        return self.before + self.after

    @property
    def quoted(self) -> tuple[int, int] | None:
        """The offsets of what stands in the backticks around the position, without them; to its end where one lacks."""
        if self.before.count("`") % 2 == 0:
            return None
        start = self.start + self.before.rfind("`") + 1
        close = self.after.find("`")
        if close < 0:
            word = _WORD.match(self.after)
            close = word.end() if word is not None else 0
        return start, self.offset + close

    @property
    def code(self) -> str | None:
        """The words in the backticks around the position, or None."""
        found = self.quoted
        return None if found is None else self.words[found[0] - self.start : found[1] - self.start]


def cursor_at(lines: Lines, offset: int) -> Cursor:
    """What stands at an offset."""
    number = lines.number(offset)
    start, end = lines.bounds(number)
    line = lines.text[start:end]
    kind, part = _under(lines, number)
    heading = _HEADING.match(line)
    if heading is not None or not line.lstrip().startswith("|"):
        item = _ITEM.match(line)
        begin = start + (item.end() if item is not None and heading is None else 0)
        begin = min(begin, offset)
        before, after = lines.text[begin:offset], lines.text[offset:end]
        return Cursor(offset, kind, part, "", begin, end, before, after, in_heading=heading is not None)
    return _in_row(lines, number, offset, kind, part)


def _in_row(lines: Lines, number: int, offset: int, kind: str, part: str) -> Cursor:
    begin = lines.bounds(number)[0]
    cells = _cells(lines.line(number))
    headings = [lines.line(_top(lines, number))[a:b].strip() for a, b in _cells(lines.line(_top(lines, number)))]
    texts = [lines.line(number)[a:b].strip().strip("`") for a, b in cells]
    row = {folded(heading): text for heading, text in zip(headings, texts, strict=False)}
    at = next((i for i, (_, last) in enumerate(cells) if offset - begin <= last), len(cells))
    column = headings[at].strip("`") if at < len(headings) else ""
    if at >= len(cells):
        return Cursor(offset, kind, part, column, offset, offset, "", "", row)
    first, last = cells[at]
    text = lines.text[begin + first : begin + last]
    lead, trail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    start = min(begin + first + lead, offset) if text.strip() else offset
    end = max(begin + last - trail, offset) if text.strip() else offset
    return Cursor(offset, kind, part, column, start, end, lines.text[start:offset], lines.text[offset:end], row)


def _cells(line: str) -> list[tuple[int, int]]:
    """Where each cell of a line begins and ends; the last may not be closed yet."""
    lead = len(line) - len(line.lstrip())
    return [(first + lead, last + lead) for first, last in cell_bounds(line.strip(" \t"))]


def _top(lines: Lines, number: int) -> int:
    """The line of the heading of the table in which a line stands."""
    for above in range(number, max(-1, number - _FARTHEST), -1):
        if above == 0 or not lines.line(above - 1).lstrip().startswith("|"):
            return above
    return number


def _under(lines: Lines, number: int) -> tuple[str, str]:
    """The kind of the section in which a line stands, and the sub-heading above it."""
    part = ""
    for above in range(number, -1, -1):
        found = _HEADING.match(lines.line(above)) if lines.line(above).startswith("#") else None
        if found is None:
            continue
        if len(found[1]) <= 2:
            return _KINDS.get(folded(found[2]), ""), part
        if not part and above != number:
            part = found[2].strip("`")
    return "", part
