"""Tables of a word processor's document, called by the line of text that stands before each."""

from __future__ import annotations

import io

import docx
from docx.table import Table

from interlock.adapters.tables.grids import MOST_TABLES, Grids, RawGrid, limited
from interlock.errors import InputError


def read(data: bytes) -> Grids:
    """The outer tables of a document; of a merged cell the first has its words.

    Raises:
        InputError: there is too much in it.
    """
    found: list[RawGrid] = []
    before = ""
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            if len(found) >= MOST_TABLES:
                raise InputError(f"it has more than {MOST_TABLES:,} tables")
            found.append(RawGrid(before, tuple(limited(tuple(cell.text for cell in row.cells) for row in block.rows))))
            before = ""
        elif block.text.strip():
            before = " ".join(block.text.split())
    return Grids(tuple(found))
