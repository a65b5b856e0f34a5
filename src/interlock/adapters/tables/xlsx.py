"""Tables of a workbook: each sheet is one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from interlock.adapters.tables.grids import MOST_COLUMNS, MOST_TABLES, Grids, RawGrid, limited
from interlock.errors import InputError

_MOST_REFUSED = 20


def read(data: bytes) -> Grids:
    """The sheets of a workbook; cells that hold a formula or an error are refused, each by its name.

    Raises:
        InputError: there is too much in it.
    """
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    refused: list[str] = []
    grids = []
    try:
        if len(book.worksheets) > MOST_TABLES:
            raise InputError(f"it has {len(book.worksheets):,} sheets; at most {MOST_TABLES:,} can be read")
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1)
            read_rows = (_trimmed(tuple(_text(cell, sheet.title, refused) for cell in row)) for row in rows)
            grids.append(RawGrid(sheet.title, tuple(_without_tail(limited(read_rows)))))
    finally:
        book.close()
    return Grids(tuple(grids), tuple(refused[:_MOST_REFUSED]))


def _text(cell: Cell | MergedCell | ReadOnlyCell | EmptyCell, sheet: str, refused: list[str]) -> str:
    value = cell.value
    if value is None or isinstance(cell, EmptyCell):
        return ""
    if cell.data_type in {"f", "e"} and not (isinstance(value, str) and getattr(cell, "quotePrefix", False)):
        what = "a formula" if cell.data_type == "f" else "an error"
        refused.append(f"sheet `{sheet}`, cell {cell.coordinate} holds {what}; write what it is to say")
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _trimmed(row: tuple[str, ...]) -> tuple[str, ...]:
    last = max((n for n, cell in enumerate(row, 1) if cell), default=0)
    return row[:last]


def _without_tail(rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The rows up to the last one that says anything."""
    empty = 0
    for row in rows:
        if not row:
            empty += 1
            continue
        yield from ((),) * empty
        empty = 0
        yield row
