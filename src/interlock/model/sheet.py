"""The tables of a document as plain cells, to be taken out, edited elsewhere, and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BESIDE = "·"
"""What the heading of a column begins with that is there to be read only."""


TABLE = "Table: "
"""What the line before a table begins with, in a file that also shows tables that do not come back."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name (`Data map`, `Data map 2`, `Field mapping, Order`), its headings, its rows as written.

    A cell has its Markdown, with `|` as it is; every row has as many cells as there are headings. `heading` is the
    heading that it stands under.
    """

    name: str
    heading: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Edited(StrEnum):
    """What happened to a row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that comes back otherwise: its first words, and for each changed column what it said and says.

    `cells` has (heading, before, after); of a row that was added or removed, one side is empty.
    """

    sheet: str
    row: str
    edited: Edited
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A document's text with what came back, what that changes, and what could not be placed, each as a sentence."""

    text: str
    changes: tuple[RowChange, ...]
    left_out: tuple[str, ...]
