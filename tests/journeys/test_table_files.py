"""Look-up tables whose rows stand in a CSV file beside the document."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interlock.document.table_files import filled
from interlock.journeys import diffing
from interlock.journeys.agreeing import layers
from interlock.journeys.check import check
from interlock.journeys.project import Project, load, mappings, rewritten
from interlock.model.agreement import Layer
from interlock.model.document import LookUp
from interlock.model.links import Links
from interlock.model.place import whole_file
from interlock.model.value import Side
from interlock.render.view.building import view_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "orders"
ROWS = ("Storefront,ERP", "paid,settled", "refunded,refunded")
TABLE = LookUp("States", (), (), whole_file("x"), "lists/states.csv")


class _NoLinks(Links):
    def link_of(self, record: str, side: Side, item_id: str) -> str | None: ...

    def id_in(self, record: str, side: Side, link: str) -> str | None: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example with the states of payment in a file."""
    here = tmp_path / "project"
    shutil.copytree(EXAMPLE, here)
    path = here / "orders.interlock.md"
    text = path.read_text("utf-8")
    assert text.count("`paid` = `settled`, `refunded` = `refunded`") == 1
    text = text.replace("`paid` = `settled`, `refunded` = `refunded`", "by table States")
    named = "## Tables\n\n### States\n\n[states](lists/states.csv)\n\n## Acceptance"
    path.write_text(text.replace("## Acceptance", named))
    (here / "lists").mkdir()
    write(here, "\n".join(ROWS))
    return here


def write(folder: Path, text: str, encoding: str = "utf-8") -> None:
    (folder / "lists" / "states.csv").write_bytes(text.encode(encoding))


def brought(project: Project, status: str) -> object:
    mapping = mappings(project)["Order"]
    shown = mapping.read(Side.LEFT, {"payment_status": status}, _NoLinks())
    values = {name: value for name, value in shown.items() if "payment" in name}
    written = mapping.write(Side.RIGHT, values, {}, _NoLinks())
    return written.get("payment_state") if isinstance(written, dict) else written


def test_values_are_looked_up_in_the_file(folder: Path) -> None:
    project = load(folder)
    assert not [one for one in project.findings if "tates" in one.message]
    assert brought(project, "paid") == "settled"
    assert rewritten(project, project.document.text).document.tables == project.document.tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_however_a_spreadsheet_writes_it_the_rows_are_the_same(delimiter: str, encoding: str) -> None:
    rows = [row.replace(",", delimiter) for row in ROWS]
    text = "\r\n".join([*rows, "", f'"in{delimiter} part"{delimiter} `partly` ', ""])
    made = filled(TABLE, text.encode(encoding), file="x.csv")
    assert made.findings == ()
    assert made.table.rows == (("paid", "settled"), ("refunded", "refunded"), (f"in{delimiter} part", "partly"))
    assert made.table.lines == (2, 3, 5)


def test_tables_that_differ_are_not_signed_as_the_same() -> None:
    texts = ("a,b\nc,d\x1ee\x1ff\n", "a,b\nc,d\ne,f\n", 'a,b\n"c,d","e,f"\n', 'a,b\nc,"d,e,f"\n')
    digests = {filled(TABLE, text.encode(), file="x.csv").table.digest for text in texts}
    assert len(digests) == len(texts)


def test_a_line_that_tells_spreadsheets_the_sign_is_no_heading() -> None:
    made = filled(TABLE, ("sep=;\n" + "\n".join(row.replace(",", ";") for row in ROWS)).encode(), file="x.csv")
    assert (made.table.headings, made.table.lines) == (("Storefront", "ERP"), (3, 4))


BROKEN = [
    ("Storefront,ERP\npaid\n", "table-row", 2, "the row has 1 cell, and the headings of `States` are 2"),
    ("Storefront,ERP\n\npaid,settled,x\n", "table-row", 3, "3 cells"),
    ("", "table-file", 1, "has no rows"),
    ('Storefront,ERP\n"paid"x,settled\n', "table-file", 2, "line 2 is no row of a CSV file"),
    ('Storefront,ERP\n"paid,settled\n', "table-file", 2, "line 2 is no row of a CSV file"),
    ("Storefront,ERP\npaid,\0\n", "table-file", 2, "not a text file"),
    ("a,b\n" + "x,y\n" * 50_001, "table-file", 50_002, "more than 50,000 rows"),
    ("a," * 60 + "b\n", "table-file", 1, "61 cells"),
    ("a,b\n" + "x" * 10_001 + ",y\n", "table-file", 2, "10,000"),
]


@pytest.mark.parametrize(("text", "code", "line", "said"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_wrong_with_a_file_is_told_with_its_line(text: str, code: str, line: int, said: str) -> None:
    found = filled(TABLE, text.encode(), file="x.csv").findings
    assert [(one.code, one.place.file, one.place.line) for one in found] == [(code, "x.csv", line)]
    assert said in found[0].message


def test_a_file_in_another_writing_is_refused_and_not_guessed_at() -> None:
    made = filled(TABLE, "Storefront,ERP\npaid,settled\nzurück,Rückgabe\n".encode("cp1252"), file="x.csv")
    assert [(one.code, one.place.line) for one in made.findings] == [("table-file", 3)]
    assert "line 3 is not written in UTF-8" in made.findings[0].message
    assert made.table == TABLE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Storefront,ERP\npaid,settled\npaid,open\n", "(lines 2 and 3 of `lists/states.csv`)"),
        ("Storefront\npaid\n", "has one column"),
    ],
)
def test_rows_that_contradict_each_other_are_told_with_their_lines(folder: Path, text: str, said: str) -> None:
    write(folder, text)
    found = next(one for one in check(load(folder), signed=False) if one.code == "rule-words")
    assert said in found.message


@pytest.mark.parametrize(
    "named", ["../states.csv", "/etc/states.csv", "lists/link.csv", "https://x.example/a.csv", "no.csv"]
)
def test_no_file_outside_of_the_folder_is_read(folder: Path, tmp_path: Path, named: str) -> None:
    (tmp_path / "states.csv").write_text("\n".join(ROWS))
    (folder / "lists" / "link.csv").symlink_to(tmp_path / "states.csv")
    path = folder / "orders.interlock.md"
    path.write_text(path.read_text("utf-8").replace("lists/states.csv", named))
    project = load(folder)
    assert project.document.tables[0].rows == ()
    assert [one.code for one in project.findings if one.code == "table-file"] == ["table-file"]
    assert mappings(project)["Order"].pair("payment_status → payment_state") is None


def test_two_places_for_the_rows_of_one_table_are_asked_about(folder: Path) -> None:
    path = folder / "orders.interlock.md"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("(lists/states.csv)\n", "(lists/states.csv)\n\n| A | B |\n| --- | --- |\n| paid | x |\n")
    )
    assert "its rows at two places" in next(o for o in load(folder).findings if o.code == "repeated-name").message


def test_a_changed_row_voids_what_was_signed_of_the_spec_and_no_other_writing_does(folder: Path) -> None:
    signed = layers(load(folder))
    write(folder, "\r\n".join(row.replace(",", ";") for row in ROWS), "utf-8-sig")
    assert layers(load(folder)) == signed
    shutil.copytree(folder, folder.parent / "old")
    write(folder, "\n".join([*ROWS, "open,new"]))
    now = layers(load(folder))
    assert now[Layer.SCOPE] == signed[Layer.SCOPE]
    assert now[Layer.SPEC] != signed[Layer.SPEC]
    changes = diffing.diff(folder.parent / "old", folder, where=folder).changes
    assert {one.edit.section for one in changes} == {"Tables"}


def test_what_is_shown_of_a_long_file_is_its_beginning(folder: Path) -> None:
    write(folder, "Storefront,ERP\n" + "\n".join(f"a{i},b{i}" for i in range(1234)))
    (shown,) = view_of(load(folder).document).tables
    assert (len(shown.rows), shown.note) == (100, "the first 100 of 1,234 rows of the file lists/states.csv")


def test_a_value_that_a_system_does_not_list_is_shown_in_the_file(folder: Path) -> None:
    write(folder, "Storefront,ERP\npaid,settled\n\nrefunded,undone\n")
    found = [one for one in check(load(folder), signed=False) if one.code == "rule-value-not-accepted"]
    assert [(Path(one.place.file).name, one.place.line) for one in found] == [("states.csv", 4)]
    assert "`undone`" in found[0].message


@pytest.mark.parametrize("broken", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_told_once(folder: Path, broken: bytes | None) -> None:
    path = folder / "lists" / "states.csv"
    path.unlink()
    if broken is not None:
        path.write_bytes(broken)
    found = [one for one in check(load(folder), signed=False) if "table" in one.code or one.code == "rule-words"]
    assert [one.code for one in found] == ["table-file"]
