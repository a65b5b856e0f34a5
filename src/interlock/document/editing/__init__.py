"""Changes to a document's text that leave every other byte as it is: cells, rows, items, the version."""

from interlock.document.editing.decisions import decide
from interlock.document.editing.edits import Edit, applied, one_line
from interlock.document.editing.field_rows import add_field_rows
from interlock.document.editing.lists import add_item, add_paragraph, without_item
from interlock.document.editing.tables import add_row, add_row_to_each, place_of, replace, without_row, write_cell
from interlock.document.editing.version import raised, set_version

__all__ = [
    "Edit",
    "add_field_rows",
    "add_item",
    "add_paragraph",
    "add_row",
    "add_row_to_each",
    "applied",
    "decide",
    "one_line",
    "place_of",
    "raised",
    "replace",
    "set_version",
    "without_item",
    "without_row",
    "write_cell",
]
