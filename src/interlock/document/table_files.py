"""Rows of a look-up table that stand in a CSV file beside the document."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import orjson

from interlock.document.report import Report, shown
from interlock.model.document import LookUp
from interlock.model.finding import Finding
from interlock.model.place import Span, whole_file

LARGEST_TABLE: Final = 5_000_000
"""How many bytes a table's file may have."""
MOST_ROWS: Final = 50_000
_MOST_COLUMNS = 50
_LONGEST_CELL = 10_000
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with the rows of its file, and what is wrong with the file."""

    table: LookUp
    findings: tuple[Finding, ...]


class _Broken(Exception):
    """The file cannot be read from a line on; what is wrong, and what to do."""

    def __init__(self, line: int, message: str, hint: str = "save it anew as CSV UTF-8") -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hint = hint


def filled(table: LookUp, data: bytes, *, file: str) -> Filled:
    """The table with the rows of its file, whose first line has the headings.

    UTF-8, or UTF-16 with its mark; cells parted by comma, semicolon, tab or `|`, whichever the headings have. A broken
    file gives no rows, a broken row is left out; both are findings with the file's line. Spaces and backticks around a
    cell do not count, as in a table of the document.

    Args:
        table: the table as the document names it.
        data: the file's bytes.
        file: the file's path, for findings.
    """
    report = Report()
    try:
        found = list(_rows(data))
    except _Broken as broken:
        message = f"the table {shown(table.name)} cannot be read: {broken.message}"
        report.add("table-file", _line(file, broken.line), message, hint=broken.hint, subject=f"Tables/{table.name}")
        return Filled(table, report.findings)
    if not found:
        report.add(
            "table-file",
            whole_file(file),
            f"the table {shown(table.name)} has no rows",
            hint="its first line has the headings, each further line a row",
            subject=f"Tables/{table.name}",
        )
        return Filled(table, report.findings)
    headings = found[0][1]
    sound = list(_sound(table, found[1:], len(headings), report, file))
    rows, lines = tuple(row for _, row in sound), tuple(line for line, _ in sound)
    whole = replace(table, headings=headings, rows=rows, lines=lines, digest=_digest(headings, rows))
    return Filled(whole, report.findings)


def unfilled(table: LookUp, place: Span, message: str, *, hint: str) -> Filled:
    """The table without rows, because its file cannot be had."""
    report = Report()
    report.add("table-file", place, message, hint=hint, subject=f"Tables/{table.name}")
    return Filled(table, report.findings)


def _sound(
    table: LookUp, rows: Iterable[tuple[int, tuple[str, ...]]], width: int, report: Report, file: str
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, row in rows:
        if len(row) == width:
            yield line, row
            continue
        cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
        report.add(
            "table-row",
            _line(file, line),
            f"the row has {cells}, and the headings of {shown(table.name)} are {width}",
            hint="give each row one cell for each heading; a cell with the sign between cells in it stands in quotes",
            subject=f"Tables/{table.name}/{row[0] if row else ''}",
        )


def _rows(data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that are not empty, each with its line.

    Raises:
        _Broken: they cannot be read.
    """
    text = _text(data)
    skipped, delimiter = 0, _delimiter(text)
    head, _, rest = text.partition("\n")
    if head.strip().casefold().startswith("sep=") and len(head.strip()) == len("sep=;"):
        skipped, delimiter, text = 1, head.strip()[-1], rest  # how spreadsheets are told the sign between cells
    import csv  # noqa: PLC0415 - most documents name no such file

    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count, line = 0, skipped + 1
    try:
        for cells in reader:
            row = tuple(map(_bare, cells))
            if any(row):
                count += 1
                _demand_bounded(line, row, count)
                yield line, row
            line = skipped + reader.line_num + 1
    except csv.Error as fault:
        raise _Broken(line, f"line {line} is no row of a CSV file ({fault})") from None


def _demand_bounded(line: int, row: tuple[str, ...], count: int) -> None:
    if count > MOST_ROWS + 1:
        raise _Broken(line, f"it has more than {MOST_ROWS:,} rows", hint="a longer table belongs into a system")
    if len(row) > _MOST_COLUMNS:
        raise _Broken(line, f"line {line} has {len(row):,} cells; at most {_MOST_COLUMNS} can be read")
    if any(len(cell) > _LONGEST_CELL for cell in row):
        raise _Broken(line, f"line {line} has a cell of more than {_LONGEST_CELL:,} characters")


def _text(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise _Broken(line, f"line {line} is not written in UTF-8") from None
    if "\0" in text:
        raise _Broken(text.count("\n", 0, text.index("\0")) + 1, "it is not a text file")
    return text


def _delimiter(text: str) -> str:
    """The sign that parts the headings; spreadsheets of many countries write semicolons."""
    head, quoted = text.partition("\n")[0][:_LONGEST_CELL], False
    counts = dict.fromkeys(_DELIMITERS, 0)
    for sign in head:
        quoted = quoted != (sign == '"')
        if not quoted and sign in counts:
            counts[sign] += 1
    return max(counts, key=lambda sign: counts[sign])


def _bare(cell: str) -> str:
    words = " ".join(cell.split()) if "\n" in cell or "\r" in cell else cell.strip()
    inside = words[1:-1]
    return inside.strip() if len(words) > 1 and words[0] == words[-1] == "`" and "`" not in inside else words


def _digest(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """The sha256 of what the rows say, however the file is written."""
    return hashlib.sha256(orjson.dumps([headings, *rows])).hexdigest()


def _line(file: str, line: int) -> Span:
    return Span(file, line, 1, line, 1)
