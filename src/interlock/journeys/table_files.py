"""Tables whose rows stand in CSV files beside the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from interlock.adapters import files
from interlock.document.table_files import LARGEST_TABLE, Filled, filled, unfilled
from interlock.errors import InterlockError
from interlock.model.document import Document, LookUp
from interlock.model.finding import Finding, printable


def with_tables(document: Document, folder: Path) -> tuple[Document, tuple[Finding, ...]]:
    """The document with the rows of tables that name a file of the folder, and what is wrong with these files."""

    def fill(table: LookUp) -> Filled:
        place = table.file_span or table.span
        named = f"`{printable(table.file)}`, which the table `{printable(table.name)}` names,"
        path = files.inside(folder, table.file)
        if path is None or "://" in table.file:
            hint = "put the file beside the document, and name it there"
            return unfilled(table, place, f"{named} lies outside the project's folder", hint=hint)
        if not path.is_file():
            hint = "put the file there, or write the rows as a table under this heading"
            return unfilled(table, place, f"{named} is not there", hint=hint)
        try:
            data = files.read(path, what="table", largest=LARGEST_TABLE)
        except InterlockError as problem:
            return unfilled(table, place, problem.message, hint=problem.hint)
        return filled(table, data, file=str(folder / table.file))

    return _each(document, fill)


def with_tables_of(document: Document, opener: Callable[[str], bytes | None]) -> Document:
    """The document with tables of files that something else opens; those that are not there have no rows."""

    def fill(table: LookUp) -> Filled:
        data = opener(table.file)
        return Filled(table, ()) if data is None else filled(table, data, file=table.file)

    return _each(document, fill)[0]


def _each(document: Document, fill: Callable[[LookUp], Filled]) -> tuple[Document, tuple[Finding, ...]]:
    if not any(table.file and not table.digest for table in document.tables):
        return document, ()
    found = [fill(table) if table.file and not table.digest else Filled(table, ()) for table in document.tables]
    findings = tuple(finding for one in found for finding in one.findings)
    return replace(document, tables=tuple(one.table for one in found)), findings
