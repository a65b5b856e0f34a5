"""Brings tables back that were edited elsewhere: shown first, written only when wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.tables import Grids, RawGrid, read_grids
from interlock.catalogue import did_you_mean
from interlock.document.tabling import bring_back, in_lists, sheets_of
from interlock.errors import InterlockError, UsageError
from interlock.journeys.check import check
from interlock.journeys.documents import difference, read_document, write_document
from interlock.journeys.project import Project, beside, find_document, load, rewritten
from interlock.model.finding import Finding
from interlock.model.sheet import BESIDE, TABLE, RowChange, Sheet
from interlock.render.workbook_titles import sheet_titles

_LARGEST = 60_000_000
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Imported:
    """What would come back: the changes, what has no place, the difference, and what is then found that was not."""

    document: Path
    changes: tuple[RowChange, ...]
    left_out: tuple[str, ...]
    difference: str
    new_findings: tuple[Finding, ...]
    written: bool


def import_tables(where: Path | str, sources: Sequence[Path], *, table: str = "", write: bool = False) -> Imported:
    """What tables from other programs would change in a document; with `write` it is changed.

    Args:
        where: the document, or the folder of the only one.
        sources: XLSX, DOCX or CSV files, as `export` and `render` write them or made by hand.
        table: the table that a CSV file is, where its name does not tell.
        write: change the document; nothing is written where anything was refused.

    Raises:
        UsageError: a file or the table is not there.
        InputError: a file cannot be read.
        InterlockError: the document cannot be written, or was changed meanwhile.
    """
    path = find_document(Path(where))
    text = read_document(path)
    known = sheets_of(text)
    sheets: list[Sheet] = []
    refused: list[str] = []
    for source in sources:
        data = files.read(source, what="file of tables", largest=_LARGEST)
        grids = read_grids(data, file=source.name)
        found, unknown = _placed(grids, source, known, table)
        sheets += found
        refused += [*grids.refused, *unknown]
    back = bring_back(text, sheets)
    new = _new_findings(path, back.text) if back.changes else ()
    written = write and bool(back.changes) and not refused
    if written:
        if read_document(path) != text:
            raise InterlockError(f"`{path}` was changed meanwhile", hint="import once more")
        write_document(path, back.text)
    left_out = (*refused, *back.left_out)
    return Imported(path, back.changes, left_out, difference(text, back.text, path.name), new, written)


def table_of(text: str, name: str) -> Sheet:
    """The table of a document that is called so.

    Raises:
        UsageError: there is none.
    """
    sheets = sheets_of(text)
    for one in sheets:
        if _key(one.name) == _key(name):
            return one
    hint = in_lists(text, name) or did_you_mean(name, [one.name for one in sheets])
    raise UsageError(f"the document has no table `{name}`", hint=hint)


def file_name(table: str) -> str:
    """What the CSV file of a table is called: `field-mapping-order.csv`."""
    return f"{_key(table)}.csv"


def _key(name: str) -> str:
    return _SIGNS.sub("-", name.casefold()).strip("-")


# Which table is which


def _placed(grids: Grids, source: Path, known: Sequence[Sheet], table: str) -> tuple[list[Sheet], list[str]]:
    by_key = {_key(one.name): one.name for one in known}
    by_key |= {_key(title): one.name for title, one in zip(sheet_titles([k.name for k in known]), known, strict=True)}
    if table and _key(table) not in by_key:
        raise UsageError(f"the document has no table `{table}`", hint=did_you_mean(table, [one.name for one in known]))
    found, unknown = [], []
    marked = [replace(one, title=one.title.removeprefix(TABLE)) for one in grids.grids if one.title.startswith(TABLE)]
    for grid in marked or grids.grids:
        name, rows = _named(grid, table or (source.stem if source.suffix.casefold() == ".csv" else ""), by_key)
        if name is not None and rows:
            found.append(_sheet(name, rows))
        elif source.suffix.casefold() == ".csv":
            unknown.append(f"`{source.name}` has the name of no table; say which one it is by --table")
    if not found and not unknown:
        unknown.append(f"`{source.name}` holds no table of this document")
    return found, unknown


def _named(grid: RawGrid, told: str, by_key: Mapping[str, str]) -> tuple[str | None, tuple[tuple[str, ...], ...]]:
    """The table that a grid is, and its rows from the headings on."""
    rows = grid.rows
    if rows and len(rows[0]) == 1 and len(rows) > 1 and _key(rows[0][0]) in by_key:
        return by_key[_key(rows[0][0])], rows[1:]
    name = by_key.get(_key(told)) if told else by_key.get(_key(grid.title))
    return name, rows


def _sheet(name: str, rows: tuple[tuple[str, ...], ...]) -> Sheet:
    heads = [head.strip() for head in rows[0]]
    kept = [n for n, head in enumerate(heads) if not head.startswith(BESIDE)]
    cells = tuple(tuple(row[n] if n < len(row) else "" for n in kept) for row in rows[1:])
    return Sheet(name, "", tuple(heads[n] for n in kept), cells)


def _new_findings(path: Path, after: str) -> tuple[Finding, ...]:
    """What the cold read says of the changed text that it did not say before."""
    project = load(path)
    before = {(one.code, one.subject, one.message) for one in _found(project)}
    new = _found(rewritten(project, after))
    return tuple(one for one in new if (one.code, one.subject, one.message) not in before)


def _found(project: Project) -> tuple[Finding, ...]:
    return check(project, others=beside(project, readable_only=True))
