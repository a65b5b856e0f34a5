"""Tables that fit a width: what is too long for its column goes on in the next line, after a sign that parts names."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells

from interlock.render.plain import visible

_GAP, _NARROWEST, _MOST_LINES = 2, 8, 4
_PARTS = frozenset("._-[]/, ")


def fitted(rows: Sequence[Sequence[str]], *, width: int, indent: str = "") -> list[list[str]]:
    """The lines of each row; all rows have the same columns, which together are no wider than `width` where they can.

    Args:
        rows: cells, made safe here.
        width: how many columns the terminal has.
        indent: what stands before each line.
    """
    safe = [[visible(cell) for cell in row] for row in rows]
    if not safe:
        return []
    widths = _widths(safe, width - len(indent))
    return [_lines(row, widths, indent) for row in safe]


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    widths = [max(cell_len(row[n]) for row in rows) for n in range(len(rows[0]))]
    room -= _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        ranked = sorted(widths)
        # The widest ones give way first, down to the next widest.
        aim = max(_NARROWEST, ranked[-2] if len(ranked) > 1 and ranked[-2] < ranked[-1] else ranked[-1] - 1)
        widest = widths.index(ranked[-1])
        widths[widest] = max(aim, widths[widest] - (sum(widths) - room))
    return widths


def _lines(row: Sequence[str], widths: Sequence[int], indent: str) -> list[str]:
    cells = [folded(cell, size) for cell, size in zip(row, widths, strict=True)]
    lines = []
    for n in range(max(map(len, cells))):
        parts = [cell[n] if n < len(cell) else "" for cell in cells]
        padded = (part + " " * (size - cell_len(part)) for part, size in zip(parts, widths, strict=True))
        lines.append(f"{indent}{(' ' * _GAP).join(padded)}".rstrip())
    return lines


def folded(text: str, size: int) -> list[str]:
    """The text in lines of at most `size` columns; after four lines the rest is left out, and `…` says so."""
    lines: list[str] = []
    while text:
        if len(lines) == _MOST_LINES:
            lines[-1] = chop_cells(lines[-1], max(1, size - 1))[0] + "…"
            break
        if cell_len(text) <= size:
            lines.append(text)
            break
        piece = chop_cells(text[: size * 2], size)[0]
        cut = next((n for n in range(len(piece), len(piece) * 2 // 5, -1) if piece[n - 1] in _PARTS), len(piece))
        lines.append(piece[:cut].rstrip())
        text = text[cut:].lstrip() if piece[cut - 1] == " " else text[cut:]
    return lines or [""]
