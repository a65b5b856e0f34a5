"""Tables out to other programs and back, through real files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as word
import jsonschema
import openpyxl
import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, ROOT, change

from interlock.adapters.tables import ENDINGS, read_grids
from interlock.document.tabling import sheets_of
from interlock.errors import InputError, InterlockError
from interlock.model.sheet import Sheet
from interlock.render.separated import separated
from interlock.render.workbook import xlsx
from interlock.render.workbook_titles import sheet_titles

ODD = (
    "=1+1",
    "'=1+1",
    "-5",
    "+49 30",
    "@SUM(A1)",
    "a | b",
    "`x`, **y**",
    "007",
    "1.0",
    "true",
    "2027-01-31",
    'say "hi", then',
    "ünï→↔",
    "·",
    "#N/A",
    "bell\x07rings",
    "_x0041_",
)


def _out(call: Call, folder: Path, form: str) -> list[str]:
    """Every table of the document in files of a form."""
    if form != "csv":
        assert call("render", "-o", f"t.{form}").code == 0
        return [f"t.{form}"]
    names = []
    for sheet in sheets_of((folder / DOCUMENT).read_text()):
        name = sheet.name.lower().replace(", ", "-").replace(" ", "-") + ".csv"
        assert call("export", "--table", sheet.name, "-o", name).code == 0
        names.append(name)
    return names


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv"])
def test_every_table_comes_back_with_the_same_bytes(call: Call, example: Path, form: str) -> None:
    cells = "".join(f"| {one.replace('|', chr(92) + '|')} | later |\n" for one in ODD)
    change(example / DOCUMENT, "| Custom field mapping", cells + "| Custom field mapping")
    before = (example / DOCUMENT).read_bytes()
    files = _out(call, example, form)
    told = call("import", *files, "--write")
    assert (told.code, told.out) == (0, "nothing changes\n")
    assert (example / DOCUMENT).read_bytes() == before


def _edit_xlsx(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Data map"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "source of truth wins")
    cell.value = "hold"
    book.save(path)


def _edit_docx(path: Path) -> None:
    there = word.Document(str(path))
    cells = (cell for table in there.tables[-20:] for row in table.rows for cell in row.cells)
    next(cell for cell in cells if cell.text == "source of truth wins").text = "hold"
    there.save(str(path))


def _edit_csv(path: Path) -> None:
    change(path, "source of truth wins", "hold", count=1)


@pytest.mark.parametrize(("form", "edit"), [("xlsx", _edit_xlsx), ("docx", _edit_docx), ("csv", _edit_csv)])
def test_an_edit_is_shown_first_and_written_when_wanted(
    call: Call, example: Path, form: str, edit: Callable[[Path], None]
) -> None:
    files = [name for name in _out(call, example, form) if form != "csv" or name == "data-map.csv"]
    edit(example / files[0])
    before = (example / DOCUMENT).read_text()
    told = call("import", *files)
    assert told.code == 1
    assert "~ Order\n    On conflict: source of truth wins → hold" in told.out
    assert "give --write" in told.err
    assert (example / DOCUMENT).read_text() == before
    told = call("import", *files, "--write")
    assert told.code == 0
    after = (example / DOCUMENT).read_text()
    pairs = list(zip(before.splitlines(), after.splitlines(), strict=True))
    assert [(a.split()[1], b.split("|")[6].strip()) for a, b in pairs if a != b] == [("Order", "hold")]


def test_a_formula_is_refused_and_then_nothing_is_written(call: Call, example: Path) -> None:
    call("render", "-o", "t.xlsx")
    book = openpyxl.load_workbook(example / "t.xlsx")
    book["Dates"]["B3"] = "=TODAY()"
    book["Dates"]["A4"] = "Review"
    book.save(example / "t.xlsx")
    before = (example / DOCUMENT).read_text()
    told = call("import", "t.xlsx", "--write")
    assert told.code == 1
    assert "sheet `Dates`, cell B3 holds a formula" in told.out
    assert "something was refused" in told.err
    assert (example / DOCUMENT).read_text() == before


def test_what_check_would_then_ask_is_told(call: Call, example: Path) -> None:
    (example / "data-map.csv").write_text("record,on delete\nCustomer,\nOrder,archive\nStock,keep\n")
    told = call("import", "data-map.csv", "--format", "json")
    data = orjson.loads(told.out)
    jsonschema.validate(data, orjson.loads((ROOT / "docs" / "schemas" / "import.json").read_bytes()))
    assert data["changes"] == [
        {
            "table": "Data map",
            "row": "Customer",
            "edited": "changed",
            "cells": [{"column": "On delete", "before": "archive", "after": ""}],
        }
    ]
    assert "delete-undecided" in {one["code"] for one in data["new_findings"]}


def test_files_made_by_hand_are_known_by_their_names(call: Call, example: Path) -> None:
    (example / "x.csv").write_text("What;When\nTarget;2027-03-01\n")
    assert "by --table" in call("import", "x.csv").out
    told = call("import", "x.csv", "--table", "dates")
    assert "When: 2027-02-01 → 2027-03-01" in told.out
    assert "- Partner review" in told.out
    book = openpyxl.Workbook()
    book.worksheets[0].title = "dates"
    for row in (["When", "What"], ["2027-03-01", "Target"]):
        book.worksheets[0].append(row)
    book.save(example / "mine.xlsx")
    assert "When: 2027-02-01 → 2027-03-01" in call("import", "mine.xlsx").out


def test_mistakes_are_told(call: Call, example: Path) -> None:
    (example / "broken.xlsx").write_bytes(b"PK\x03\x04 no")
    (example / "no.docx").write_text("hello")
    (example / "a.csv").write_bytes(b"\xff\xfe\x00")
    (example / "dates.csv").write_text('What,When\n"Target,2027')
    (example / "t.ods").write_text("")
    (example / "x.csv").write_text("a,b\n")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"\0" * 310_000_000)
    (example / "bomb.xlsx").write_bytes(bomb.getvalue())
    for arguments, says in (
        (["broken.xlsx"], "broken.xlsx"),
        (["no.docx"], "not what its ending says"),
        (["a.csv"], "no UTF-8"),
        (["dates.csv"], "broken or no `.csv` file"),
        (["t.ods"], "end with `.xlsx`, `.docx`, `.csv`"),
        (["bomb.xlsx"], "unpacks to"),
        (["none.csv"], "no file of tables"),
        (["x.csv", "--table", "Dtes"], "did you mean `Dates`"),
    ):
        told = call("import", *arguments)
        assert (told.code, told.out) == (2, "")
        assert says in told.err


def test_another_documents_tables_change_nothing(call: Call, example: Path) -> None:
    (example / "other.xlsx").write_bytes(xlsx([Sheet("Prices", "", ("a",), (("1",),))], "Other"))
    told = call("import", "other.xlsx", "--write")
    assert told.code == 1
    assert "holds no table of this document" in told.out


# Cells, without the program around them


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_odd_cells_come_back_as_they_were(form: str) -> None:
    sheet = Sheet("T", "", ("a", "b"), tuple((one, "x") for one in ODD))
    data = xlsx([sheet], "t") if form == "xlsx" else separated(sheet).encode()
    grids = read_grids(data, file=f"t.{form}")
    assert grids.refused == ()
    rows = grids.grids[-1].rows[2:] if form == "xlsx" else grids.grids[0].rows[1:]
    assert [row[0].replace("\x07", " ") for row in rows] == [one.replace("\x07", " ") for one in ODD]


def test_numbers_dates_and_truths_of_a_spreadsheet_become_words() -> None:
    book = openpyxl.Workbook()
    from datetime import date, datetime  # noqa: PLC0415 - only here

    book.worksheets[0].append([5, 5.0, 5.25, True, date(2027, 1, 31), datetime(2027, 1, 31, 9, 30), None, "x"])  # noqa: DTZ001
    made = io.BytesIO()
    book.save(made)
    (row,) = read_grids(made.getvalue(), file="a.xlsx").grids[0].rows
    assert row == ("5", "5", "5.25", "true", "2027-01-31", "2027-01-31 09:30:00", "", "x")


def test_titles_fit_a_workbook_and_are_each_there_once() -> None:
    names = ["a" * 40, "A" * 40, "x/y:z?", "Contents", "", "'quoted'"]
    titles = sheet_titles(names)
    assert len({one.casefold() for one in titles}) == len(names)
    assert all(0 < len(one) <= 31 and not set(one) & set("[]:*?/\\'") for one in titles)


def test_too_many_rows_and_columns_are_refused() -> None:
    for text in ("a\n" * 120_002, "," * 300):
        with pytest.raises(InputError, match=r"more than|columns"):
            read_grids(text.encode(), file="a.csv")
    assert set(ENDINGS) == {".xlsx", ".docx", ".csv"}


def test_a_workbook_says_who_signed(call: Call, example: Path) -> None:
    call("render", "-o", "t.xlsx")
    first = openpyxl.load_workbook(example / "t.xlsx").worksheets[0]
    told = [str(row[0].value) for row in first.iter_rows() if row[0].value]
    assert told[told.index("Signatures") + 1] == "Nobody has signed this version yet."
    assert [line.split(":")[0] for line in told[-2:]] == ["scope", "spec"]


def test_a_cell_that_a_workbook_would_cut_off_is_refused() -> None:
    with pytest.raises(InterlockError, match="32,768 characters"):
        xlsx([Sheet("T", "", ("a",), (("x" * 32_768,),))], "t")
    assert xlsx([Sheet("T", "", ("a",), (("x" * 32_767,),))], "t")
