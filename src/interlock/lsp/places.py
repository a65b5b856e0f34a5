"""Where the words at a position are explained: a term, a record, a system, a look-up table, a field's description."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol.types import Location, Position, Range
from pygls.uris import from_fs_path

from interlock.adapters import files
from interlock.errors import InterlockError
from interlock.journeys.project import description_path
from interlock.lsp.analysis import Analysis
from interlock.lsp.cursor import Cursor, cursor_at
from interlock.lsp.hovers import fields_at, name_at, resource_at
from interlock.lsp.lines import Lines
from interlock.lsp.pointers import line_of
from interlock.mapping import parse_rule
from interlock.model.place import Span
from interlock.model.value import Side


def definition(analysis: Analysis, lines: Lines, offset: int, *, uri: str, looked_at: Lines) -> list[Location]:
    """The places where what stands at an offset is explained, best first.

    Args:
        analysis: the last look at the document.
        lines: its text now.
        offset: where the words stand in it.
        uri: the document's own address.
        looked_at: the text of that last look, in which the places are.
    """
    cursor = cursor_at(lines, offset)
    found = list(_in_descriptions(analysis, cursor))
    if found:
        return found
    table = _table(analysis, cursor)
    if table is not None:
        return [Location(uri, looked_at.range_of(table))]
    named = name_at(analysis, cursor)
    return [] if named is None else [Location(uri, looked_at.range_of(named.span))]


def _table(analysis: Analysis, cursor: Cursor) -> Span | None:
    """The place of the look-up table that a rule cell names."""
    use = parse_rule(cursor.words.strip()) if cursor.kind == "field_mapping" else None
    name = str(use.args.get("table", "")).casefold() if use is not None else ""
    return next((one.span for one in analysis.document.tables if one.name.casefold() == name), None)


def _in_descriptions(analysis: Analysis, cursor: Cursor) -> Iterator[Location]:
    resource = resource_at(analysis, cursor)
    if resource is not None:
        side, profile = resource
        # An operation's pointer ends in its method; what is above it is the path.
        pointers = [one.pointer.rpartition("/")[0] for one in profile.operations if one.pointer]
        yield from _described(analysis, side, *pointers[:1])
        return
    for side, _, field in fields_at(analysis, cursor):
        if field.pointer:
            yield from _described(analysis, side, field.pointer)


def _described(analysis: Analysis, side: Side, *pointers: str) -> Iterator[Location]:
    row = next((one for one in analysis.document.systems if one.side is side), None)
    path = description_path(analysis.project.folder, row) if row is not None else None
    if path is None:
        return
    for pointer in pointers:
        # A fact of another file has that file's path before the `#`.
        other, _, inside = pointer.partition("#")
        there = path if not other else files.inside(path.parent, other)
        if there is None:
            continue
        try:
            text = files.read(Path(there), what="API description").decode(errors="replace")
        except InterlockError:
            continue
        start = Position(line_of(text, inside), 0)
        address = from_fs_path(str(Path(there).resolve()))
        if address is not None:
            yield Location(address, Range(start, start))
