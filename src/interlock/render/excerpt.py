"""The line of a document that something is said about, with a mark below it."""

from __future__ import annotations

from rich.cells import cell_len

from interlock.model.place import Span
from interlock.render.plain import paint, visible

_CUT = "…"


def excerpt(lines: list[str], place: Span, *, width: int, color: bool, style: str) -> list[str]:
    """The line of `place` and carets below its characters; nothing where the text has no such line.

    A long line is cut around the place, so that the output stays within `width` columns.
    """
    if not 1 <= place.line <= len(lines):
        return []
    line = lines[place.line - 1].rstrip("\r\n")
    begin = min(max(place.column - 1, 0), len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    end = min(max(end, begin + 1), max(len(line), begin + 1))
    number = f"{place.line:>5}"
    room = max(width - len(number) - 4, 20)
    # More than this of a part is never shown; a line may have millions of characters.
    most = 4 * room
    before = visible(line[max(begin - most, 0) : begin])
    marked = visible(line[begin : min(end, begin + most)])
    before, marked, after = _cut(before, marked, visible(line[end : end + most]), room)
    carets = "^" * max(cell_len(marked), 1)
    gutter = " " * len(number)
    return [
        f"{paint(f'{number} |', 'dim', color=color)} {before}{marked}{after}".rstrip(),
        f"{paint(f'{gutter} |', 'dim', color=color)} {' ' * cell_len(before)}{paint(carets, style, color=color)}",
    ]


def _cut(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """The three parts of a line, shortened so that together they take up at most `room` columns."""
    if cell_len(before + marked + after) <= room:
        return before, marked, after
    marked = _shortened(marked, room)
    left = room - cell_len(marked)
    # Two thirds of what is left go to what stands before: it says which row and column the place is in.
    most_before = max(left - min(cell_len(after), left // 3), 0)
    if cell_len(before) > most_before:
        while before and cell_len(before) > max(most_before - 1, 0):
            before = before[1:]
        before = _CUT + before if most_before else ""
    return before, marked, _shortened(after, left - cell_len(before))


def _shortened(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    while text and cell_len(text) > max(room - 1, 0):
        text = text[:-1]
    return text + _CUT if room > 0 else ""
