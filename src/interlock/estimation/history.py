"""A team's finished integrations, as a table: one row each, with counts and what it took."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interlock.catalogue import did_you_mean
from interlock.errors import InputError
from interlock.estimation.calibration import Finished
from interlock.estimation.driver import drivers
from interlock.model.estimate import Phase

NAME, DOCUMENT, HOURS, WEEKS = "integration", "document", "hours", "weeks"
_PHASES = {f"{phase} hours": phase for phase in Phase}
_LARGEST, _MOST_ROWS, _MOST, _SHOWN = 5_000_000, 1_000, 1_000_000, 40
_HINT = "`interlock estimate --format csv` writes the row of a document; fill in its hours when it has gone live"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A row as written: `document` is a path whose counts stand for those that the row leaves out, or empty."""

    finished: Finished
    document: str
    line: int


def columns() -> tuple[str, ...]:
    """The headings, in the order in which they are written."""
    return (NAME, DOCUMENT, *drivers().items, HOURS, *_PHASES, WEEKS)


def read_history(data: bytes, *, file: str) -> tuple[HistoryRow, ...]:
    """The rows of a table of finished integrations.

    Raises:
        InputError: it is no such table; all that is wrong is told at once.
    """
    if len(data) > _LARGEST:
        raise InputError(f"`{file}` has {len(data):,} bytes; such a table has at most {_LARGEST:,}")
    try:
        text = data.decode("utf-8-sig")
        # Spreadsheets of many countries write semicolons, where the comma is for decimals.
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        lines = [(reader.line_num, row) for row in _some(reader)]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise InputError(f"`{file}` is no table of comma-separated values: {fault}", hint=_HINT) from None
    heads = [str(head).strip().casefold() for head in reader.fieldnames or ()]
    problems = list(_wrong_heads(heads))
    rows = []
    for line, cells in lines if not problems else ():
        told = {str(head).strip().casefold(): str(cell or "").strip() for head, cell in cells.items() if head}
        if delimiter != ",":
            told = {head: cell if head in (NAME, DOCUMENT) else cell.replace(",", ".") for head, cell in told.items()}
        wrong = list(_wrong_cells(told, line))
        problems += wrong
        if not wrong:
            rows.append(_row(told, line))
    if not problems and not rows:
        problems.append("it has no row")
    if problems:
        raise InputError(f"`{file}` cannot be used: " + "; ".join(problems[:10]), hint=_HINT)
    return tuple(rows)


def _some(reader: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    for number, row in enumerate(reader):
        if number >= _MOST_ROWS:
            raise csv.Error(f"it has more than {_MOST_ROWS:,} rows")
        yield row


def _wrong_heads(heads: list[str]) -> Iterator[str]:
    known = columns()
    for head in heads:
        if head not in known:
            yield f"there is no column `{head[:_SHOWN]}` ({did_you_mean(head, known)})"
    if NAME not in heads:
        yield f"the column `{NAME}` is missing"
    if HOURS not in heads and not set(heads) & set(_PHASES):
        yield f"there is neither a column `{HOURS}` nor one of a phase (`{Phase.TESTING} hours`)"
    if DOCUMENT not in heads and not set(heads) & set(drivers().items):
        yield f"there is neither a column `{DOCUMENT}` nor one of a driver (`record`)"


def _wrong_cells(told: Mapping[str, str], line: int) -> Iterator[str]:
    for head, cell in told.items():
        if cell and head not in (NAME, DOCUMENT):
            value = _number(cell)
            if value is None or not 0 <= value <= _MOST:
                yield f"line {line}: `{head}` is `{cell[:_SHOWN]}`, and is to be a number from 0 to {_MOST:,}"
            elif head in drivers() and value != int(value):
                yield f"line {line}: `{head}` is `{cell[:_SHOWN]}`, and is to be a whole number"
    if not told.get(NAME):
        yield f"line {line}: it does not say which integration it is"
    if not any((_number(told.get(head, "")) or 0) > 0 for head in (HOURS, *_PHASES)):
        yield f"line {line}: it does not say how many hours it took"
    if not told.get(DOCUMENT) and not any(told.get(name) for name in drivers().items):
        yield f"line {line}: it has neither a document nor counts"


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _row(told: Mapping[str, str], line: int) -> HistoryRow:
    hours: dict[Phase | None, float] = {}
    if told.get(HOURS):
        hours[None] = float(told[HOURS])
    hours |= {phase: float(told[head]) for head, phase in _PHASES.items() if told.get(head)}
    counts = {name: int(float(told[name])) for name in drivers().items if told.get(name)}
    weeks = float(told[WEEKS]) if told.get(WEEKS) else None
    return HistoryRow(Finished(told[NAME], counts, hours, weeks), told.get(DOCUMENT, ""), line)
