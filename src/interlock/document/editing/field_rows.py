"""Rows of the field mapping: each record has a sub-heading of its own with a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.document.blocks import Table
from interlock.document.columns import folded
from interlock.document.editing.edits import Edit, applied
from interlock.document.editing.page import Page
from interlock.document.editing.tables import new_rows, new_table

_SECTION = "Field mapping"


def add_field_rows(text: str, record: str, known: Mapping[str, str], added: Sequence[Mapping[str, str]]) -> str:
    """The text with more rows in a record's table; the section, the sub-heading and the table are made where missing.

    Args:
        text: the document.
        record: the record as the data map calls it.
        known: the keys by the headings of the columns.
        added: the cells of each row by key.
    """
    if not added:
        return text
    page = Page(text)
    below = (inner for part in page.sections(_SECTION) for inner in part.below)
    part = next((inner for inner in below if folded(inner.heading.bare().text) == folded(record)), None)
    if part is None:
        table = page.line_end.join(new_table(known, *added))
        return applied(text, [page.under_all(_SECTION, f"### {record}{page.line_end * 2}{table}")])
    table_there = next((block for block in part.blocks if isinstance(block, Table)), None)
    if table_there is not None:
        return applied(text, new_rows(page, table_there, known, added))
    end = page.end_of(part)
    table = page.line_end.join(new_table(known, *added))
    return applied(text, [Edit(end, end, f"{page.line_end * 2}{table}")])
