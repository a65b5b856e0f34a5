"""Reads the rows of a table by the headings of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interlock.catalogue import did_you_mean
from interlock.document.blocks import Row, Table
from interlock.document.context import Context
from interlock.document.report import shown
from interlock.document.words import Words


@dataclass(frozen=True, slots=True)
class Cells:
    """One row's cells by the key of their column; a cell that is not there is empty, at the end of the row."""

    row: Row
    by_key: Mapping[str, Words]

    def __getitem__(self, key: str) -> Words:
        found = self.by_key.get(key)
        if found is not None:
            return found
        return Words(self.row.words.source, "", (), self.row.words.end)

    def __contains__(self, key: str) -> bool:
        return key in self.by_key


def folded(text: str) -> str:
    """A heading in the form in which headings are compared."""
    return " ".join(text.replace("`", "").replace("*", "").casefold().split())


def keys(context: Context, table: Table, known: Mapping[str, str], required: Sequence[str] = ()) -> list[str | None]:
    """The key of each column, None for one that means nothing, which is reported.

    `known` has the keys by the headings that stand for them; `required` are keys that must be there.
    """
    by_heading = {folded(heading): key for heading, key in known.items()}
    found: list[str | None] = []
    for cell in table.heading.cells:
        key = by_heading.get(folded(cell.text))
        if key is None:
            context.report.add(
                "unknown-column",
                cell,
                f"the column {shown(cell.text)} means nothing here",
                hint=lambda text=cell.text: did_you_mean(text, known),  # type: ignore[misc]
            )
        elif key in found:
            context.report.add("repeated-column", cell, f"the column {shown(cell.text)} is here twice")
            key = None
        found.append(key)
    for key in required:
        if key not in found:
            heading = next(heading for heading, its in known.items() if its == key)
            message = f"the table has no column {shown(heading)}"
            context.report.add("missing-column", table.words, message, hint=f"add a column `{heading}`")
    return found


def rows(context: Context, table: Table, columns: Sequence[str | None]) -> Iterator[Cells]:
    """The rows of a table by the keys of its columns; rows without any words are left out."""
    expected = len(columns)
    for row in table.rows:
        given = len(row.cells)
        if given != expected:
            context.report.add(
                "wrong-cell-count",
                row.words,
                f"the row has {given} cell{'' if given == 1 else 's'}, expected {expected} as in the table's heading",
                hint="write the cells that are missing, also where they are empty"
                if given < expected
                else "take the extra cells away; a `|` inside a cell is written `\\|`",
            )
        if any(row.cells):
            cells = zip(columns, row.cells, strict=False)
            yield Cells(row, {key: cell for key, cell in cells if key is not None})
