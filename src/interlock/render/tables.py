"""Tables on a terminal: columns as wide as their widest cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.cells import cell_len

from interlock.render.plain import paint, visible


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, color: bool = False, right_aligned: Collection[int] = ()
) -> list[str]:
    """The lines of a table; columns whose number is in `right_aligned` are for figures."""
    safe = [[visible(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(cell_len(row[i]) for row in safe) for i in range(len(heads))]
    lines = []
    for number, row in enumerate(safe):
        cells = [_padded(cell, widths[i], right=i in right_aligned) for i, cell in enumerate(row)]
        line = "  ".join(cells).rstrip()
        lines.append(paint(line, "strong", color=color) if number == 0 else line)
    return lines


def _padded(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if right else cell + space
