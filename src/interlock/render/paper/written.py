"""Writes a paper as DOCX: headings, tables and pages of a word processor, to comment on and to change.

What the document says goes in as text of runs; nothing of it can become a field, a link to a file or markup.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import docx as word
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from interlock.model.sheet import TABLE, Sheet
from interlock.render.paper.blocks import Beside, Block, Cell, Facts, Grid, Heading, Paper, Paragraph, Picture, Tone
from interlock.render.paper.word_xml import border, keep_whole, link, one_font, repeat_head, shade, without_border
from interlock.render.steady import steady
from interlock.render.view.inline import plain, runs

_INK, _SOFT, _LINE, _WASH, _ACCENT = "1B1F24", "57606A", "D5DBE1", "F5F7F9", "0A58A6"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_LINK = 2_000
_LINE_CM = 17.0
_WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)
"""Always the same, so that the same document gives the same file."""


def docx(paper: Paper, sheets: Sequence[Sheet] = ()) -> bytes:
    """The paper as a DOCX file; at its end the tables as they are written, which can be edited and brought back."""
    return _Writer(word.Document()).write(paper, sheets)


class _Writer:
    """Puts blocks into one document of the library."""

    def __init__(self, word: Word) -> None:
        self._word = word

    def write(self, paper: Paper, sheets: Sequence[Sheet]) -> bytes:
        """The file."""
        self._set_up(paper)
        self._small(self._word.add_paragraph(), paper.over)
        self._runs(self._word.add_paragraph(style="Title"), paper.title)
        self._blocks(paper.blocks)
        if sheets:
            self._annex(sheets)
        made = io.BytesIO()
        self._word.save(made)
        return steady(made.getvalue())

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Facts):
                self._facts(block)
            elif isinstance(block, Picture):
                self._picture(block)
            elif isinstance(block, Beside):
                self._blocks((*block.left, *block.right))
            else:
                self._signing(block.company)

    # Pages and styles

    def _set_up(self, paper: Paper) -> None:
        section = self._word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
        self._word.styles["Normal"].paragraph_format.space_after = Pt(4)
        for name, size in (("Normal", 10), ("Title", 22), ("Heading 1", 15), ("Heading 2", 12)):
            style = self._word.styles[name]
            style.font.name, style.font.size = "Calibri", Pt(size)
            style.font.color.rgb = RGBColor.from_string(_INK)
            one_font(style)
        without_border(self._word.styles["Title"])
        self._word.styles["Heading 1"].paragraph_format.space_before = Pt(20)
        properties = self._word.core_properties
        properties.title, properties.author = _text(plain(paper.title))[:255], "Interlock"
        properties.created = properties.modified = _WRITTEN
        self._small(section.footer.paragraphs[0], paper.foot)

    # Blocks

    def _heading(self, block: Heading) -> None:
        here = self._word.add_heading(level=block.level)
        self._runs(here, block.text)
        if block.aside:
            here.add_run("    ")
            self._runs(here, block.aside, small=True, strong=False)

    def _paragraph(self, block: Paragraph) -> None:
        here = self._word.add_paragraph()
        self._runs(here, block.text, small=block.tone is Tone.QUIET)
        if block.tone is Tone.LEAD:
            for run in here.runs:
                run.font.size = Pt(12)

    def _grid(self, block: Grid) -> None:
        table = self._table(1 + len(block.rows), block.widths)
        for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
            self._runs(cell.paragraphs[0], head, small=True, strong=True)
            border(cell, _SOFT, eighths=8)
        repeat_head(table)
        for made, row in zip(list(table.rows)[1:], block.rows, strict=True):
            keep_whole(made)
            for n, (there, said) in enumerate(zip(made.cells, row, strict=True)):
                self._cell(there, said, strong=n in block.firm)
                border(there, _LINE, eighths=4)
        self._gap()

    def _cell(self, there: WordCell, cell: Cell, *, strong: bool) -> None:
        lines = [(line, False) for line in cell.lines] + [(line, True) for line in cell.quiet]
        for n, (line, quiet) in enumerate(lines):
            here = there.paragraphs[0] if n == 0 else there.add_paragraph()
            self._runs(here, line, small=quiet, strong=strong and not quiet, size=8 if quiet else 9)

    def _facts(self, block: Facts) -> None:
        columns = 4 if len(block.facts) == 4 else min(3, len(block.facts))
        table = self._table(-(-len(block.facts) // columns), (1,) * columns)
        for n, (what, said) in enumerate(block.facts):
            there = table.cell(n // columns, n % columns)
            self._runs(there.paragraphs[0], what, small=True)
            self._runs(there.add_paragraph(), said, size=9)
        for row in table.rows:
            keep_whole(row)
            for there in row.cells:
                shade(there, _WASH)
        self._gap()

    def _picture(self, block: Picture) -> None:
        shown = block.diagram
        table = self._table(1 + len(shown.arrows), (3, 4, 3))
        left, _, right = table.rows[0].cells
        for there, name, note in ((left, shown.left, shown.left_note), (right, shown.right, shown.right_note)):
            self._cell(there, Cell((name,), (note,) if note else ()), strong=True)
        for row, arrow in zip(list(table.rows)[1:], shown.arrows, strict=True):
            start, middle, end = row.cells
            self._runs(start.paragraphs[0], arrow.left, size=9)
            self._cell(
                middle, Cell((arrow.record, f"————  {arrow.direction or '?'}  ————"), (arrow.how_often,)), strong=True
            )
            self._runs(end.paragraphs[0], arrow.right, size=9)
            for here in middle.paragraphs:
                here.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for row in table.rows:
            shade(row.cells[0], _WASH)
            shade(row.cells[2], _WASH)
        self._gap()

    def _signing(self, company: str) -> None:
        here = self._word.add_paragraph()
        here.paragraph_format.space_before = Pt(24)
        here.paragraph_format.keep_with_next = True
        here.add_run(_text(company)).bold = True
        self._word.add_paragraph().paragraph_format.keep_with_next = True
        table = self._table(1, (3, 3, 2))
        for cell, what in zip(table.rows[0].cells, ("Name and role", "Signature", "Date"), strict=True):
            self._small(cell.paragraphs[0], what)
            border(cell, _SOFT, eighths=6, edge="top")

    def _annex(self, sheets: Sequence[Sheet]) -> None:
        self._word.add_heading("The tables as they are written", level=1).paragraph_format.page_break_before = True
        told = (
            "Change cells here, add or remove rows, and keep the headings and the lines that name the tables: "
            "`interlock import` brings these tables back. What is changed above stays in this file only."
        )
        self._runs(self._word.add_paragraph(), told, small=True)
        for sheet in sheets:
            self._word.add_heading(_text(f"{TABLE}{sheet.name}"), level=2)
            table = self._table(1 + len(sheet.rows), _shares(sheet))
            for made, row in zip(table.rows, (sheet.headings, *sheet.rows), strict=True):
                keep_whole(made)
                for there, text in zip(made.cells, row, strict=True):
                    # A blank, as cells of a document are read: what comes back is then what went out.
                    there.paragraphs[0].add_run(_NOT_XML.sub(" ", text)).font.size = Pt(8)
                    border(there, _LINE, eighths=4)
            repeat_head(table)

    # Smaller things

    def _table(self, rows: int, widths: tuple[int, ...]) -> WordTable:
        table: WordTable = self._word.add_table(rows, len(widths))
        table.autofit = False
        whole = _LINE_CM / sum(widths)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(whole * width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(whole * width)
                cell.paragraphs[0].paragraph_format.space_after = 0
        return table

    def _gap(self) -> None:
        self._small(self._word.add_paragraph(), "")

    def _small(self, here: WordParagraph, text: str) -> None:
        self._runs(here, text, small=True)

    def _runs(
        self,
        here: WordParagraph,
        text: str,
        *,
        small: bool = False,
        strong: bool | None = None,
        size: float | None = None,
    ) -> None:
        for one in runs(text):
            run = here.add_run(_text(one.text))
            run.bold, run.italic = (
                (one.strong or strong) if one.strong or strong is not None else None,
                one.emphasis or None,
            )
            points = size or (8 if small else None)
            if points is not None:
                run.font.size = Pt(points)
            if small:
                run.font.color.rgb = RGBColor.from_string(_SOFT)
            if one.code:
                run.font.name = "Consolas"
                run.font.size = Pt((points or 10) - 1)
            if one.link and len(one.link) <= _LONGEST_LINK:
                run.font.color.rgb = RGBColor.from_string(_ACCENT)
                link(here, run, one.link)


def _shares(sheet: Sheet) -> tuple[int, ...]:
    """Widths of columns by what they hold."""
    rows = (sheet.headings, *sheet.rows)
    return tuple(min(40, max(6, *(len(row[n]) for row in rows))) for n in range(len(sheet.headings)))


def _text(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("�", text)
