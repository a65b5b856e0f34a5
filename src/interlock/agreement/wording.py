"""Changes in the words of the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from interlock.agreement.cells import LEFT, RIGHT
from interlock.model.differences import Edit, Way
from interlock.model.document import Document

_LONGEST: Final = 400
_SHORT_DIGEST: Final = 12
_BY_NAME = {"Data map", "Field mapping", "Systems", "API descriptions", "Notes"}
"""Sections whose rows are known by their names alone."""


def told(edit: Edit, document: Document) -> str:
    """A change as one sentence: Order: on conflict was `hold`, is now `newest wins`."""
    sides = {row.side.value: row.name for row in document.systems}
    where = subject(edit, sides)
    column = sides.get(edit.column, edit.column)
    if edit.way is Way.ADDED:
        return f"{where} is new{_extra(edit.after, edit)}"
    if edit.way is Way.REMOVED:
        return f"{where} is gone{_extra(edit.before, edit)}"
    if edit.way is Way.RENAMED:
        about = edit.row.removesuffix(edit.after).strip() if edit.section == "People" else ""
        return f"{about or edit.section}: {_quoted(edit.before)} is now {_quoted(edit.after)}"
    if edit.section == "API descriptions" and edit.column.startswith("digest"):
        return _digests(where, edit)
    if edit.group == "text":
        return f"{edit.section}: the text was mended"
    name = f"{where}: {_lower(column)}" if where else column
    if not edit.before:
        return f"{name} is now {_quoted(edit.after)}, nothing was said before"
    if not edit.after:
        return f"{name} was {_quoted(edit.before)}, nothing is said any more"
    return f"{name} was {_quoted(edit.before)}, is now {_quoted(edit.after)}"


def subject(edit: Edit, sides: Mapping[str, str]) -> str:
    """What a change is about, as people call it."""
    row = sides.get(edit.row, edit.row)
    if edit.section in {"Field mapping", "Notes"}:
        left, _, right = (part.strip() for part in row.partition("|"))
        pair = " and ".join(part for part in (left, right) if part)
        return f"{edit.group}, {pair}" + (", notes" if edit.section == "Notes" else "")
    if edit.section == "API descriptions":
        return f"API description of {row}"
    if edit.group and edit.group != "text":
        return f"{edit.section}, {edit.group}: {row}"
    if edit.section in _BY_NAME:
        return row
    if not row or row == edit.section:
        return edit.section if edit.section not in {"Title", "Version"} else ""
    return f"{edit.section}, {_cut(row)}"


def _extra(said: str, edit: Edit) -> str:
    """What a row that came or went says, where its name does not."""
    parts = [part for part in said.split("; ") if part.partition(": ")[2] != edit.row]
    hidden = (LEFT, RIGHT, "Record", "Name", "What", "Role")
    shown = [part for part in parts if not part.startswith(hidden)]
    return f": {_cut('; '.join(shown))}" if shown else ""


def _digests(where: str, edit: Edit) -> str:
    what = where if "description" in edit.column else where.replace("API description", "corrections to the description")
    if not edit.before:
        return f"{what} is there now ({edit.after[:_SHORT_DIGEST]})"
    if not edit.after:
        return f"{what} is not there any more"
    return f"{what} is another file than before ({edit.before[:_SHORT_DIGEST]}, now {edit.after[:_SHORT_DIGEST]})"


def _quoted(text: str) -> str:
    plain = _cut(text)
    return f"“{plain}”" if "`" in plain else f"`{plain}`"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _lower(text: str) -> str:
    """A heading inside a sentence; a system's name stays as it is."""
    return text[:1].lower() + text[1:] if (text[1:2].islower() and " " in text) or text in _PLAIN else text


_PLAIN = {"Direction", "Rule", "Wins", "Sentence", "Company", "Contact", "Name", "Meaning", "When", "Then", "Stories"}
