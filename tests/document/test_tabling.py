"""Tables out and back: nothing changes but what was changed, and what was changed is there."""

from __future__ import annotations

import difflib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.helpers import ROOT

from interlock.document.tabling import bring_back, sheets_of
from interlock.model.sheet import Edited, Sheet

EXAMPLE = (ROOT / "examples" / "orders" / "orders.interlock.md").read_text()
TEMPLATES = [path.read_text() for path in (ROOT / "src" / "interlock" / "journeys" / "templates").glob("*.md")]
TEXTS = [EXAMPLE, EXAMPLE.replace("\n", "\r\n"), *TEMPLATES]
CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)


def _sheet(name: str, text: str = EXAMPLE) -> Sheet:
    return next(one for one in sheets_of(text) if one.name == name)


def _tidy(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    plain = [
        tuple(" ".join("".join(c if c.isprintable() else " " for c in cell).split()) for cell in row) for row in rows
    ]
    return [row for row in plain if any(row)]


@pytest.mark.parametrize("text", TEXTS)
def test_what_goes_out_and_comes_back_leaves_every_byte(text: str) -> None:
    back = bring_back(text, sheets_of(text))
    assert (back.text, back.changes, back.left_out) == (text, (), ())


def test_tables_are_called_after_their_headings() -> None:
    names = [one.name for one in sheets_of(EXAMPLE)]
    assert names[:6] == ["Systems", "People", "Resources", "Data map", "Data map 2", "Field mapping, Customer"]
    assert len(set(names)) == len(names)


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_whatever_is_edited_is_there_and_nothing_else(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    sheets = sheets_of(text)
    chosen = data.draw(st.integers(0, len(sheets) - 1))
    rows = list(sheets[chosen].rows)
    row = st.tuples(*(CELL for _ in sheets[chosen].headings))
    for _ in range(data.draw(st.integers(1, 4))):
        what = data.draw(st.sampled_from(["change", "add", "remove", "move"]))
        at = data.draw(st.integers(0, max(0, len(rows) - 1)))
        if what == "add":
            rows.insert(at, data.draw(row))
        elif rows and what == "change":
            column = data.draw(st.integers(0, len(rows[at]) - 1))
            rows[at] = (*rows[at][:column], data.draw(CELL), *rows[at][column + 1 :])
        elif rows and what == "remove":
            del rows[at]
        elif rows:
            rows.append(rows.pop(at))
    edited = replace(sheets[chosen], rows=tuple(rows))
    back = bring_back(text, [edited])
    found = sheets_of(back.text)
    assert _tidy(found[chosen].rows) == _tidy(edited.rows)
    assert [one for n, one in enumerate(found) if n != chosen] == [one for n, one in enumerate(sheets) if n != chosen]
    assert bool(back.changes) == (back.text != text)
    assert bring_back(back.text, [replace(edited, rows=found[chosen].rows)]).text == back.text


def test_one_cell_changes_one_line_and_is_told() -> None:
    sheet = _sheet("Data map")
    rows = tuple((*row[:-1], "keep") if row[0] == "Order" else row for row in sheet.rows)
    back = bring_back(EXAMPLE, [replace(sheet, rows=rows)])
    lines = [one for one in difflib.ndiff(EXAMPLE.splitlines(), back.text.splitlines()) if one[0] in "+-"]
    assert len(lines) == 2
    (change,) = back.changes
    assert (change.sheet, change.row, change.edited) == ("Data map", "Order", Edited.CHANGED)
    assert change.cells == (("On delete", "archive", "keep"),)


def test_columns_come_in_any_order_and_may_be_missing() -> None:
    sheet = _sheet("Field mapping, Order")
    shuffled = Sheet(sheet.name, "", ("Rule", "storefront"), tuple((row[3], row[0]) for row in sheet.rows))
    assert bring_back(EXAMPLE, [shuffled]).text == EXAMPLE
    changed = replace(shuffled, rows=(("trim", shuffled.rows[0][1]), *shuffled.rows[1:]))
    (change,) = bring_back(EXAMPLE, [changed]).changes
    assert change.cells == (("Rule", "", "trim"),)


def test_rows_are_added_where_they_stand_and_removed() -> None:
    sheet = _sheet("Out of scope")
    rows = (sheet.rows[0], ("Gift cards | vouchers", "v2"), *sheet.rows[2:])
    back = bring_back(EXAMPLE, [replace(sheet, rows=rows)])
    assert [(one.row, one.edited) for one in back.changes] == [("Historical backfill of past orders", Edited.CHANGED)]
    more = bring_back(EXAMPLE, [replace(sheet, rows=(*sheet.rows, ("Gift cards", "v2")))])
    assert [(one.row, one.edited) for one in more.changes] == [("Gift cards", Edited.ADDED)]
    less = bring_back(EXAMPLE, [replace(sheet, rows=sheet.rows[1:])])
    assert [(one.row, one.edited) for one in less.changes] == [("Custom field mapping", Edited.REMOVED)]


def test_what_has_no_place_is_told_and_changes_nothing() -> None:
    sheet = _sheet("Dates")
    wider = Sheet("Dates", "", (*sheet.headings, "Mood", ""), tuple((*row, "good", "") for row in sheet.rows))
    for sheets, says in (
        ([replace(sheet, name="Prices")], "no table `Prices`"),
        ([sheet, sheet], "came twice"),
        ([wider], "no column `Mood`"),
        ([replace(sheet, headings=("a", "b"))], "no column of the table `Dates` came back"),
    ):
        back = bring_back(EXAMPLE, sheets)
        assert back.text == EXAMPLE
        assert says in " ".join(back.left_out)
