"""The paragraphs of a document that stand under headings which renderings have no place of their own for."""

from __future__ import annotations

from interlock.render.view.model import Notes, View

_KNOWN = {
    "overview", "systems", "owner", "people", "terms", "resources", "user stories", "data map", "field mapping",
    "tables", "acceptance criteria", "dates", "when something goes wrong", "out of scope",
    "assumptions and considerations", "questions", "changes", "left open on purpose",
}  # fmt: skip


def unplaced(view: View) -> tuple[Notes, ...]:
    """What stands under other headings than those of sections, records and tables, in the document's order."""
    named = {one.name.casefold() for one in view.records} | {one.name.casefold() for one in view.tables}
    shown = _KNOWN | named
    return tuple(one for one in view.notes if one.heading.casefold() not in shown)
