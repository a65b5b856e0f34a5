"""Rows apart from their table and what an open fence hides are reported once each, and read as they were meant."""

import pytest
from tests.document.helpers import DATA_MAP, FRONT, SYSTEMS, found, reading

from interlock.document import read
from interlock.model.decisions import Direction

DATES = "## Dates\n\n| What | When |\n|---|---|\n| a | 2027-01-01 |\n"

ROWS = [
    (DATES + "\n| b | 2027-01-02 |\n| c | 2027-01-03 |\n", "| b | 2027-01-02 |", "these 2 rows", "take the blank line"),
    (DATES + "\nb | 2027-01-02\nc | 2027-01-03\n", "b | 2027-01-02", "these 2 rows", "take the blank line"),
    (DATES + "\nthen\n| b | 2027-01-02 |\n| c | 2027-01-03 |\n", "| b | 2027-01-02 |", "something else", "put what"),
    (DATES + "    | b | 2027-01-02 |\n    | c | 2027-01-03 |\n", "| b | 2027-01-02 |", "four blanks", "begin the line"),
    (DATES + "\n<!-- x -->\n| b | 2027-01-02 |\n| c | 2027-01-03 |\n", "| b | 2027-01-02 |", "something", "put what"),
]


@pytest.mark.parametrize(("section", "words", "message", "hint"), ROWS)
def test_rows_apart_from_their_table(section: str, words: str, message: str, hint: str) -> None:
    result = reading(section)
    assert found(result) == [("row-without-table", words)]
    assert message in result.findings[0].message
    assert result.findings[0].hint.startswith(hint)
    assert [row.what for row in result.document.dates] == ["a", "b", "c"]


UNDRAWN = [
    ("| What | When |\n| a | 2027-01-01 |\n", "| What | When |", "no line of dashes"),
    ("| What | When |\n| --- |\n| a | 2027-01-01 |\n", "| --- |", "1 of 2 cells"),
    ("| What | When |\n---\n| a | 2027-01-01 |\n", "---", "1 of 2 cells"),
    ("| What | When |\n| — | — |\n| a | 2027-01-01 |\n", "| — | — |", "not made of dashes"),
    ("| What | When |\n|---|---|---|\n| a | 2027-01-01 |\n", "|---|---|---|", "3 of 2 cells"),
]


@pytest.mark.parametrize(("table", "words", "message"), UNDRAWN)
def test_a_table_without_a_line_that_draws_it(table: str, words: str, message: str) -> None:
    result = reading(f"## Dates\n\n{table}")
    assert found(result) == [("table-not-drawn", words)]
    assert message in result.findings[0].message
    assert "`| --- | --- |`" in result.findings[0].hint
    assert [row.what for row in result.document.dates] == ["a"]


def test_one_table_of_systems_that_is_not_drawn_asks_nothing_else() -> None:
    systems = SYSTEMS.replace("| ------ | ------- | ---------- | --------------- |\n", "")
    assert [code for code, _ in found(reading("", systems=systems))] == ["table-not-drawn"]


def test_a_blank_line_in_the_data_map_loses_no_record() -> None:
    result = reading("", data_map=DATA_MAP.replace("| Account", "\n| Account"))
    assert [code for code, _ in found(result)] == ["row-without-table"]
    assert [row.name for row in result.document.records] == ["Invoice", "Account"]
    assert result.document.records[1].direction.value is Direction.BOTH


@pytest.mark.parametrize("opener", ["```", "~~~ yaml", "<!-- to be checked", "<pre>"])
def test_what_is_never_closed_hides_nothing(opener: str) -> None:
    result = read(f"{FRONT}{opener}\n\n{SYSTEMS}{DATA_MAP}", "d.md")
    assert found(result) == [("never-closed", opener)]
    assert result.findings[0].place.line == 8
    assert len(result.document.records) == 2


SOUND = [
    "## Overview\n\n| a | b |\n\n```\nx\n```\n",
    DATES + "\n```\n| b | c |\n```\n",
    DATES + "\n<!--\n| b | c |\n\n| b | c |\n-->\n",
    DATES + "\n> | b | c |\n",
    DATES + "\nSee `a | b` and this | that.\n".replace(" and this | that", ""),
    DATES + "\nEither a or |x| below.\n\n<!-- kept -->\n",
    DATES + "\n~~~\n| b | c |\n\n```\n~~~\n",
]


@pytest.mark.parametrize("section", SOUND)
def test_what_is_no_row_and_is_closed(section: str) -> None:
    assert found(reading(section)) == []
