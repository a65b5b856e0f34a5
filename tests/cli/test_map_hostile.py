"""Descriptions whose names are made to break tables, terminals and spreadsheets."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import orjson
import pytest
from tests.cli.conftest import Call

from interlock.document import read

HOSTILE = (
    "a|b",
    "tick`tick",
    "bell\x07rings",
    "\x1b[31mred",
    "=1+1",
    "@SUM(A1)",
    "two words",
    "a.b",
    "list[]",
    "<img src=x>",
    "\u202egnp",
    "line\nend",
    "long_" + "n" * 5_000,
    "ünïcode",
    "plain_number",
)


def _description(names: tuple[str, ...]) -> bytes:
    item = {
        "type": "object",
        "properties": {"id": {"type": "string", "readOnly": True}, **{name: {"type": "string"} for name in names}},
    }
    answer = {"description": "ok", "content": {"application/json": {"schema": item}}}
    listed = {"description": "ok", "content": {"application/json": {"schema": {"type": "array", "items": item}}}}
    body = {"content": {"application/json": {"schema": item}}}
    paths = {
        "/things": {"get": {"responses": {"200": listed}}, "post": {"requestBody": body, "responses": {"201": answer}}},
        "/things/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {"responses": {"200": answer}},
            "patch": {"requestBody": body, "responses": {"200": answer}},
        },
    }
    return orjson.dumps({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths})


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> Path:
    """The current folder: a new project whose two systems have such names."""
    monkeypatch.chdir(tmp_path)
    for name in ("left", "right"):
        Path(f"{name}.json").write_bytes(_description(HOSTILE))
    assert call("new", "project", "--from", "left.json", "right.json").code == 0
    monkeypatch.chdir(tmp_path / "project")
    return next(Path().glob("*.interlock.md"))


def test_hostile_names_steer_no_terminal_and_break_no_table(call: Call, hostile: Path) -> None:
    shown = call("map", "Thing", "--list")
    assert not {c for c in shown.out + shown.err if not c.isprintable() and c != "\n"}
    assert all(len(line) <= 100 for line in shown.out.splitlines())
    before = hostile.read_text()
    told = call("map", "Thing", "--accept", "likely")
    assert not {c for c in told.out + told.err if not c.isprintable() and c != "\n"}
    assert "a name of it cannot stand in a field table" in told.out
    after = hostile.read_text()
    record = read(after, str(hostile)).document.record("Thing")
    assert record is not None
    rows = [(one.left.text, one.right.text) for one in record.fields]
    assert ("`plain_number`", "`plain_number`") in rows
    assert ("`ünïcode`", "`ünïcode`") in rows
    assert not any("\x1b" in left + right or "\x07" in left + right for left, right in rows)
    assert all(row.left.value and row.right.value for row in record.fields)
    assert [line for line in after.split("\n") if line in before.split("\n")][:20] == before.split("\n")[:20]


def test_hostile_names_are_plain_text_in_a_workbook(call: Call, hostile: Path) -> None:
    del hostile
    assert call("map", "Thing", "-o", "s.xlsx").code == 0
    sheet = openpyxl.load_workbook("s.xlsx").worksheets[1]
    cells = [cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.value is not None]
    assert len(cells) > 10
    assert {cell.data_type for cell in cells} == {"s"}
    book = openpyxl.load_workbook("s.xlsx")
    for row in book.worksheets[1].iter_rows(min_row=3):
        row[0].value = "yes"
    book.save("s.xlsx")
    told = call("map", "--from", "s.xlsx")
    assert told.code == 1
    assert not {c for c in told.out + told.err if not c.isprintable() and c != "\n"}
