"""Writes tables as a workbook (XLSX): a sheet for each, every cell as text, so that nothing is taken for a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from interlock.errors import InterlockError
from interlock.model.sheet import BESIDE, Sheet
from interlock.render.steady import steady
from interlock.render.workbook_titles import CONTENTS, sheet_titles

_LONGEST_CELL, _SHOWN = 32_767, 30
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOFT, _WASH, _LINE = "57606A", "F5F7F9", "D5DBE1"
_WIDEST, _NARROWEST, _MOST_LINES = 60, 8, 20
TABLES = (
    "Each sheet is a table of the document. Change cells, add or remove rows, and keep the headings and the first "
    f"line; then bring it back with `interlock import`. Columns that begin with {BESIDE} are there to be read only."
)
"""What the first sheet says where the sheets are the tables of a document."""
_WRITTEN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Always the same, so that the same tables give the same file; the format has no time zones."""


def xlsx(
    sheets: Sequence[Sheet],
    title: str,
    *,
    beside: Mapping[str, Sheet] | None = None,
    told: Sequence[str] = (),
    about: str = TABLES,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """The tables as an XLSX file.

    Each sheet has the table's whole name in its first cell, the headings in the second line, and the rows below.

    Args:
        sheets: the tables, cells as written.
        title: what the workbook is about.
        beside: by the name of a table further columns for its readers, of as many rows; their headings begin with `·`,
            by which they are known when the workbook comes back.
        told: lines that stand below the list of tables on the first sheet, the first of them as their heading.
        about: what the first sheet says of the others.
        choices: by the heading of a column the words that a spreadsheet offers for its cells; others can be written.

    Raises:
        InterlockError: a cell is longer than the format allows; cut off, it would come back so.
    """
    _demand_short(sheets)
    book = Workbook()
    first = book.worksheets[0]
    titles = sheet_titles([one.name for one in sheets])
    _contents(first, title, about, sheets, titles)
    for n, line in enumerate(told):
        _put(first.cell(len(sheets) + 6 + n, 1), line, font=_font(bold=n == 0, color=None if n == 0 else _SOFT))
    for sheet, name in zip(sheets, titles, strict=True):
        there = book.create_sheet(name)
        _table(there, sheet, (beside or {}).get(sheet.name))
        for head, words in (choices or {}).items():
            _offer(there, sheet, head, words)
    book.properties.title, book.properties.creator = _text(title)[:255], "Interlock"
    book.properties.created = book.properties.modified = _WRITTEN
    made = io.BytesIO()
    # `Workbook.save` would put the present moment in place of the one above.
    ExcelWriter(book, ZipFile(made, "w", ZIP_DEFLATED)).save()
    return steady(made.getvalue())


def _demand_short(sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        for row in sheet.rows:
            long = next((cell for cell in row if len(cell) > _LONGEST_CELL), None)
            if long is not None:
                raise InterlockError(
                    f"a cell of the table `{sheet.name}` has {len(long):,} characters (`{_text(long[:_SHOWN])}…`); a "
                    f"workbook takes {_LONGEST_CELL:,}",
                    hint="shorten it, or take the table out as CSV: `interlock export --table`",
                )


def _offer(there: Worksheet, sheet: Sheet, head: str, words: Sequence[str]) -> None:
    """Let the cells of a column offer words to choose from."""
    if head not in sheet.headings or not sheet.rows:
        return
    letter = get_column_letter(sheet.headings.index(head) + 1)
    offered = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
    offered.add(f"{letter}3:{letter}{len(sheet.rows) + 2}")
    there.add_data_validation(offered)


def _contents(there: Worksheet, title: str, about: str, sheets: Sequence[Sheet], titles: Sequence[str]) -> None:
    there.title = CONTENTS
    _put(there.cell(1, 1), title, font=_font(bold=True, size=14))
    _put(there.cell(2, 1), about, font=_font(color=_SOFT))
    there.cell(2, 1).alignment = Alignment(wrap_text=True, vertical="top")
    there.row_dimensions[2].height = 16 * (len(about) // 70 + 1)
    for n, (sheet, name) in enumerate(zip(sheets, titles, strict=True), 4):
        cell = there.cell(n, 1)
        _put(cell, sheet.name, font=_font(color="0A58A6", underline="single"))
        cell.hyperlink = f"#'{name}'!A1"
        _put(there.cell(n, 2), f"{len(sheet.rows):,} rows", font=_font(color=_SOFT))
    there.column_dimensions["A"].width = 70
    there.sheet_view.showGridLines = False


def _table(there: Worksheet, sheet: Sheet, beside: Sheet | None) -> None:
    heads = [*sheet.headings, *(f"{BESIDE} {head}" for head in (beside.headings if beside else ()))]
    rows = [(*row, *extra) for row, extra in zip(sheet.rows, _extra(sheet, beside), strict=True)]
    _put(there.cell(1, 1), sheet.name, font=_font(bold=True, size=13))
    line = Border(bottom=Side(style="medium", color=_SOFT))
    for n, head in enumerate(heads, 1):
        cell = there.cell(2, n)
        _put(cell, head, font=_font(bold=True, color=_SOFT))
        cell.border = line
    thin = Border(bottom=Side(style="thin", color=_LINE))
    for m, row in enumerate(rows, 3):
        for n, text in enumerate(row, 1):
            cell = there.cell(m, n)
            quiet = n > len(sheet.headings)
            _put(cell, text, font=_font(color=_SOFT) if quiet else None)
            cell.border, cell.alignment = thin, Alignment(wrap_text=True, vertical="top")
            if quiet:
                cell.fill = PatternFill("solid", fgColor=_WASH)
        lines = max((_lines(text) for text in row), default=1)
        if lines > 1:
            there.row_dimensions[m].height = 15 * min(lines, _MOST_LINES)
    for n, head in enumerate(heads):
        widest = max((len(row[n]) for row in rows), default=0)
        there.column_dimensions[get_column_letter(n + 1)].width = min(_WIDEST, max(_NARROWEST, len(head), widest) + 2)
    there.freeze_panes = "A3"
    there.sheet_view.showGridLines = False
    there.page_setup.orientation, there.page_setup.fitToWidth, there.page_setup.fitToHeight = "landscape", 1, 0
    there.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    there.print_title_rows = "2:2"


def _lines(text: str) -> int:
    """How many lines a cell takes in the widest column."""
    return sum(-(-max(1, len(line)) // _WIDEST) for line in text.split("\n"))


def _extra(sheet: Sheet, beside: Sheet | None) -> Sequence[tuple[str, ...]]:
    return beside.rows if beside is not None else [()] * len(sheet.rows)


def _put(cell: Cell | MergedCell, text: str, *, font: Font | None = None) -> None:
    """Write text as text: what begins like a formula is none, here and for whoever opens and saves it."""
    cell.value = _text(text)
    cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
    if font is not None:
        cell.font = font


def _font(
    *, bold: bool = False, size: int = 11, color: str | None = None, underline: Literal["single"] | None = None
) -> Font:
    return Font(name="Calibri", bold=bold, size=size, color=color, underline=underline)


def _text(text: str) -> str:
    # A blank, as cells of a document are read: what comes back is then what went out.
    return _NOT_XML.sub(" ", text)
