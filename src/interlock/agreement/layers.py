"""The two layers of a document as data: what is signed, and what changes when somebody edits a cell.

Spaces, the order of rows, the way in which an arrow or an apostrophe is typed and all prose stay out of it; so a table
can be aligned, a row moved and a paragraph mended without a signature being lost. What is signed are the words of the
cells and not what this program makes of them: a later version that understands more leaves every signature as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import rfc8785

from interlock.agreement.cells import Described, cells
from interlock.model.agreement import Cell, CellChange, Identity, Layer
from interlock.model.document import Document
from interlock.model.place import Span
from interlock.model.value import Side

FORMAT: Final = 1
"""The number of this way of writing a layer down; it stands in what is signed."""

Sections = Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]
"""Words by section, group, row and column."""


@dataclass(frozen=True)
class Content:
    """Everything that a document says, cell by cell, in the order of its sections."""

    cells: tuple[Cell, ...]

    def of(self, layer: Layer | None) -> tuple[Cell, ...]:
        """The cells of a layer, or of none."""
        return tuple(cell for cell in self.cells if cell.layer is layer)

    def data(self, layer: Layer) -> dict[str, object]:
        """A layer as JSON."""
        return data_of(layer, self.of(layer))

    @cached_property
    def digests(self) -> Mapping[Layer, str]:
        """The sha256 of each layer, in hexadecimal."""
        return {layer: digest(self.data(layer)) for layer in Layer}


def content(document: Document, descriptions: Mapping[Side, Described] | None = None) -> Content:
    """What a document says.

    Args:
        document: the document as read.
        descriptions: the digests of each side's API description and of the corrections to it; they belong to the spec.
    """
    return Content(tuple(cells(document, descriptions or {})))


def digests(document: Document, descriptions: Mapping[Side, Described] | None = None) -> Mapping[Layer, str]:
    """The sha256 of each layer, in hexadecimal; see `content`."""
    return content(document, descriptions).digests


def canonical(data: object) -> bytes:
    """JSON in the one form that RFC 8785 gives it.

    Raises:
        ValueError: it holds what has no such form (half of a surrogate pair).
    """
    return rfc8785.dumps(data)  # type: ignore[arg-type]


def digest(data: object) -> str:
    """The sha256 of data in canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def data_of(layer: Layer, of: Iterable[Cell]) -> dict[str, object]:
    """Cells of a layer as JSON: rows by name, so that their order does not count."""
    sections: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    for cell in of:
        rows = sections.setdefault(cell.section, {}).setdefault(cell.group, {})
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    return {"format": FORMAT, "layer": str(layer), "content": sections}


def cells_of(layer: Layer, sections: Sections) -> tuple[Cell, ...]:
    """The cells that `data_of` wrote, without their places."""
    return tuple(
        Cell(layer, section, group, row, column, text)
        for section, groups in sections.items()
        for group, rows in groups.items()
        for row, columns in rows.items()
        for column, text in columns.items()
    )


def changes(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[CellChange, ...]:
    """The cells that say something else, in the order in which they stand now; those that are gone at the end.

    A cell that is gone has the place of what is left of its row, or none.
    """
    old, new = ({cell.key: cell for cell in some} for some in (before, after))
    rows = {cell.key[:3]: cell.place for cell in reversed(after)}
    found = [
        _change(cell, old[key].text if key in old else "", cell.text, cell.place)
        for key, cell in new.items()
        if key not in old or old[key].text != cell.text
    ]
    gone = (cell for key, cell in old.items() if key not in new)
    return (*found, *(_change(cell, cell.text, "", rows.get(cell.key[:3])) for cell in gone))


def _change(cell: Cell, before: str, after: str, place: Span | None) -> CellChange:
    return CellChange(cell.layer, cell.section, cell.group, cell.row, cell.column, before, after, place)


def identity(document: Document, name: str) -> Identity:
    """Which document it is; `name` is its file's without the ending."""
    systems = tuple((" ".join(row.name.split()), " ".join(row.company.split())) for row in document.systems)
    return Identity(name, systems)
