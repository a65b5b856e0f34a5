"""What the library for DOCX has no words for: borders, shades, repeated heads, links (ECMA-376 part 1)."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def border(cell: _Cell, colour: str, *, eighths: int, edge: str = "bottom") -> None:
    """Draw an edge of a cell, so many eighths of a point thick."""
    edges = _element("w:tcBorders")
    edges.append(_element(f"w:{edge}", val="single", sz=str(eighths), space="0", color=colour))
    cell._tc.get_or_add_tcPr().append(edges)  # noqa: SLF001 - the library's own way to its XML


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))  # noqa: SLF001


def repeat_head(table: Table) -> None:
    """Show the first row at the top of each page, and call it the head for those who hear the document."""
    row = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
    row.append(_element("w:tblHeader", val="true"))


def keep_whole(row: _Row) -> None:
    """Let a row not be split over two pages."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))  # noqa: SLF001


def one_font(style: BaseStyle) -> None:
    """Let a style have the font that it names, not the theme's."""
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def without_border(style: BaseStyle) -> None:
    """Let a style have no lines around it."""
    style.element.pPr.remove_all("w:pBdr")


def link(paragraph: Paragraph, run: Run, address: str) -> None:
    """Make a run of a paragraph a link to an address of the web."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    around = OxmlElement("w:hyperlink")
    around.set(qn("r:id"), relation)
    run._r.addprevious(around)  # noqa: SLF001
    around.append(run._r)  # noqa: SLF001


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
