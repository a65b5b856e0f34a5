"""Reads the tables of a file by its ending, within limits."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from interlock.catalogue.extras import how_to_install
from interlock.errors import InputError, InterlockError

LARGEST_FILE = 50_000_000
_LARGEST_INSIDE = 300_000_000
MOST_ROWS, MOST_COLUMNS, MOST_TABLES = 120_000, 200, 1_000
_LONGEST_CELL = 131_072


@dataclass(frozen=True, slots=True)
class RawGrid:
    """One table of the file: what it is called there (empty: nothing), and its rows as text, with the headings."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grids:
    """All tables of a file, and what was in it that is no plain text (`sheet X, cell C4 holds a formula`)."""

    grids: tuple[RawGrid, ...]
    refused: tuple[str, ...] = ()


def read_grids(data: bytes, *, file: str) -> Grids:
    """The tables of an XLSX, DOCX or CSV file; its ending says which it is.

    Raises:
        InputError: it is none of these, is broken, or holds more than a document can.
        InterlockError: what reads it is not installed.
    """
    ending = next((one for one in ENDINGS if file.casefold().endswith(one)), None)
    if ending is None:
        known = ", ".join(f"`{one}`" for one in ENDINGS)
        raise InputError(f"`{file}` cannot be read as tables", hint=f"files that can be end with {known}")
    if len(data) > LARGEST_FILE:
        raise InputError(f"`{file}` has {len(data) / 1e6:,.0f} MB; at most {LARGEST_FILE / 1e6:,.0f} MB can be read")
    try:
        return ENDINGS[ending](data)
    except ImportError:
        raise InterlockError(f"`{ending}` files need the extra `office`", hint=how_to_install("office")) from None
    except InputError as fault:
        raise InputError(f"`{file}`: {fault.message}", hint=fault.hint) from None
    # The libraries answer a broken file with whatever went wrong inside them.
    except Exception as fault:
        told = str(fault).splitlines()[0][:200] if str(fault) else type(fault).__name__
        raise InputError(
            f"`{file}` is broken or no `{ending}` file: {told}", hint="save it anew and try again"
        ) from None


def _office(module: str) -> Callable[[bytes], Grids]:
    def read(data: bytes) -> Grids:
        _demand_sane_package(data)
        found: Grids = import_module(f"interlock.adapters.tables.{module}").read(data)
        return found

    return read


def _demand_sane_package(data: bytes) -> None:
    """Refuse what unpacks to more than any document needs.

    Raises:
        InputError: it is no package, or too much is in it.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise InputError("it is not what its ending says", hint="save it anew and try again")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(one.file_size for one in package.infolist())
    if size > _LARGEST_INSIDE:
        raise InputError(f"it unpacks to {size / 1e6:,.0f} MB; at most {_LARGEST_INSIDE / 1e6:,.0f} MB can be read")


def _separated(data: bytes) -> Grids:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(f"byte {fault.start + 1} is no UTF-8", hint="save it as CSV UTF-8") from None
    head = text.partition("\n")[0]
    # Spreadsheets of many countries write semicolons, where the comma is for decimals.
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_LONGEST_CELL)
    rows = list(
        limited(
            tuple(map(_unguarded, row))
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        )
    )
    return Grids((RawGrid("", tuple(rows)),))


def _unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    bare = cell.lstrip("'")
    return cell[1:] if cell.startswith("'") and bare[:1] in ("=", "+", "-", "@") else cell


def limited(rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The rows, of which there may not be too many.

    Raises:
        InputError: there are.
    """
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise InputError(f"a table has more than {MOST_ROWS:,} rows")
        if len(row) > MOST_COLUMNS:
            raise InputError(f"a table has {len(row):,} columns; at most {MOST_COLUMNS} can be read")
        yield row


ENDINGS: dict[str, Callable[[bytes], Grids]] = {".xlsx": _office("xlsx"), ".docx": _office("docx"), ".csv": _separated}
"""What reads a file of each ending."""
