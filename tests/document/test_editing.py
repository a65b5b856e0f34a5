"""What is written into a document changes its own cell, row or item, and not one byte elsewhere."""

from __future__ import annotations

from dataclasses import replace as changed
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.document import read
from interlock.document.editing import (
    add_item,
    add_paragraph,
    add_row,
    decide,
    raised,
    replace,
    set_version,
    without_item,
    write_cell,
)
from interlock.document.sections.data_map import DECISIONS
from interlock.document.sections.listings import QUESTIONS
from interlock.model.document import Document

EXAMPLE = (Path(__file__).parents[2] / "examples" / "orders" / "orders.interlock.md").read_text(encoding="utf-8")
KEYS = sorted({key.replace("_", "-") for key in DECISIONS.values()})
RECORDS = ("Customer", "Order", "Stock")
WINDOWS = EXAMPLE.replace("\n", "\r\n")

words = st.text(max_size=60).filter(lambda text: any(c.isprintable() and not c.isspace() for c in text))
documents = st.sampled_from([EXAMPLE, WINDOWS, EXAMPLE.rstrip("\n"), EXAMPLE.replace(" |\n", "\n")])


def parsed(text: str) -> Document:
    return read(text, "a.interlock.md").document


def on_one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def cells(line: str) -> list[str]:
    return line.replace("\\|", "\0").split("|")


@settings(max_examples=20)
@given(documents, st.sampled_from(RECORDS), st.sampled_from(KEYS), words)
def test_a_decision_changes_its_cell_only_and_is_read_back(text: str, record: str, key: str, said: str) -> None:
    after = decide(text, record, key, said)
    attribute = key.replace("-", "_")
    row = parsed(after).record(record)
    assert row is not None
    assert getattr(row, attribute).text == on_one_line(said)
    before_lines, after_lines = text.splitlines(True), after.splitlines(True)
    assert len(before_lines) == len(after_lines)
    different = [(one, two) for one, two in zip(before_lines, after_lines, strict=True) if one != two]
    assert len(different) <= 1
    for one, two in different:
        assert sum(a != b for a, b in zip(cells(one), cells(two), strict=True)) == 1


@pytest.mark.parametrize("key", KEYS)
def test_what_fits_leaves_the_columns_where_they_are(key: str) -> None:
    after = decide(EXAMPLE, "Order", key, "x")
    assert [len(line) for line in after.splitlines()] == [len(line) for line in EXAMPLE.splitlines()]


def test_a_pipe_stays_in_its_cell() -> None:
    after = decide(EXAMPLE, "Order", "on-delete", "a | b")
    row = parsed(after).record("Order")
    assert row is not None
    assert row.on_delete.text == "a | b"
    assert "a \\| b" in after


def test_a_column_that_is_missing_is_added_to_the_last_table_of_the_record() -> None:
    text = "# T\n\n## Data map\n\n| Record | Desk |\n| --- | --- |\n| Client | `c` |\n| Bill | `b`\n\nwords\n"
    after = decide(text, "Bill", "on-delete", "keep")
    assert after == (
        "# T\n\n## Data map\n\n| Record | Desk | On delete |\n| --- | --- | --------- |\n"
        "| Client | `c` |           |\n| Bill | `b` | keep      |\n\nwords\n"
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("- Direction: →\n- On delete: ask\n", "- Direction: →\n- On delete: keep\n"),
        ("- Direction: →\n- **On delete**:\n", "- Direction: →\n- **On delete**: keep\n"),
        ("- Direction: →\n", "- Direction: →\n- On delete: keep\n"),
        ("- **On delete:**\n", "- **On delete:** keep\n"),
        ("* **On delete:** ask\n", "* **On delete:** keep\n"),
        ("* **Direction**: →\n", "* **Direction**: →\n* **On delete**: keep\n"),
        (
            "| Decision | Value |\n| --- | --- |\n| **On delete** | ask |\n",
            "| Decision | Value |\n| --- | --- |\n| **On delete** | keep |\n",
        ),
        (
            "| Decision | Value |\n| --- | --- |\n| Direction | → |\n",
            "| Decision | Value |\n| --- | --- |\n| Direction | → |\n| On delete | keep  |\n",
        ),
        (
            "| Decision | Value | By  |\n| --- | --- | --- |\n| Direction | → | Ida |\n",
            "| Decision | Value | By  |\n| --- | --- | --- |\n| Direction | → | Ida |\n| On delete | keep  |     |\n",
        ),
        ("words\n", "words\n\n- On delete: keep\n"),
    ],
)
def test_a_record_may_have_a_block_of_its_own(block: str, expected: str) -> None:
    frame = "# T\n\n## Data map\n\n### Client\n\n{}\n## Terms\n"
    after = decide(frame.format(block), "Client", "on-delete", "keep")
    assert after == frame.format(expected)
    row = parsed(after).record("Client")
    assert row is not None
    assert row.on_delete.text == "keep"


def test_an_unknown_record_is_an_error() -> None:
    with pytest.raises(LookupError, match="no record `Nobody`"):
        decide(EXAMPLE, "Nobody", "on-delete", "keep")


@settings(max_examples=20)
@given(documents, words, words)
def test_a_row_is_added_and_nothing_else(text: str, question: str, about: str) -> None:
    once = add_row(text, "Questions", QUESTIONS, {"text": question, "about": about})
    twice = add_row(once, "Questions", QUESTIONS, {"text": "again", "answered_by": "x"})
    found = parsed(twice).questions
    assert [one.text for one in found] == [on_one_line(question), "again"]
    assert (found[0].about, found[1].answered_by) == (on_one_line(about), "x")
    plain = [line for line in twice.splitlines() if line]
    kept = [line for line in text.splitlines() if line]
    assert [line for line in plain if line in set(kept)] == kept
    for end in ("\r\n", "\n"):
        assert twice.count(end) - text.count(end) in {0, 7, 8}


def test_a_section_is_made_where_it_belongs() -> None:
    after = add_row(EXAMPLE, "Questions", QUESTIONS, {"text": "why?", "asked_by": "Jean"})
    assert (
        """
- An Order is never split over two ERP companies.

## Questions

| Question | Asked by | For | About | Answer | Answered by |
| -------- | -------- | --- | ----- | ------ | ----------- |
| why?     | Jean     |     |       |        |             |

## Changes
"""
        in after
    )


@settings(max_examples=20)
@given(documents, words)
def test_an_item_is_added_and_nothing_else(text: str, said: str) -> None:
    after = add_item(text, "Acceptance criteria", f"**new**: {said}")
    assert parsed(after).criteria[-1].name == "new"
    before, added = text.splitlines(), after.splitlines()
    (line,) = [line for line in added if line.startswith("- **new**: ")]
    added.remove(line)
    assert added == before


def test_an_item_is_numbered_on() -> None:
    assert add_item("# T\n\n## Terms\n\n1. one\n2. two\n", "Terms", "three").endswith("2. two\n3. three\n")


@settings(max_examples=20)
@given(st.sampled_from([EXAMPLE, "# T\n", ""]), words)
def test_a_paragraph_stays_prose(text: str, said: str) -> None:
    after = parsed(add_paragraph(text, "Overview", said))
    before = parsed(text)
    assert len(after.overview) == len(before.overview) + 1
    assert [one.heading for one in after.sections] in (
        [one.heading for one in before.sections],
        [one.heading for one in before.sections] + ["Overview"],
    )


@settings(max_examples=30)
@given(words)
def test_words_at_a_place_are_replaced_and_nothing_else(said: str) -> None:
    place = parsed(EXAMPLE).criteria[0].span
    after = replace(EXAMPLE, place, f"**x**: {said}")
    assert after == EXAMPLE[: place.start] + f"**x**: {on_one_line(said)}" + EXAMPLE[place.end :]


def test_words_in_a_cell_keep_the_width_of_the_column() -> None:
    row = parsed(EXAMPLE).record("Customer")
    assert row is not None
    place = changed(row.on_conflict.span, end=row.on_conflict.span.start + len("newest wins"))
    after = replace(EXAMPLE, place, "Storefront wins")
    assert after == EXAMPLE.replace("newest wins, else source of truth", "Storefront wins, else source of truth", 1)
    shorter = replace(EXAMPLE, row.on_conflict.span, "hold")
    assert shorter == EXAMPLE.replace("newest wins, else source of truth", "hold" + " " * 29, 1)


def test_a_question_in_a_list_can_be_taken_out() -> None:
    text = "# T\n\n## Questions\n\n- For Ida: why?\n- when?\n"
    assert without_item(text, text.index("For")) == "# T\n\n## Questions\n\n- when?\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ninterlock: 1\nversion: 1.0.0\n---\n# T\n", "---\ninterlock: 1\nversion: 2\n---\n# T\n"),
        ('---\nversion: "1.0"\ninterlock: 1\n---\n', '---\nversion: "2"\ninterlock: 1\n---\n'),
        ("---\ninterlock: 1\n---\n# T\n", "---\ninterlock: 1\nversion: 2\n---\n# T\n"),
        ("---\ninterlock: 1\nversion:\n---\n", "---\ninterlock: 1\nversion: 2\n---\n"),
        ("---\ninterlock: 1 # x\nversion: 1.0 # signed\n---\n", "---\ninterlock: 1 # x\nversion: 2 # signed\n---\n"),
        ("---\ninterlock: 1\nversion: '1#0'   # y\n---\n", "---\ninterlock: 1\nversion: '2'   # y\n---\n"),
        ("---\ninterlock: 1\nversion: # none\n---\n", "---\ninterlock: 1\nversion: 2 # none\n---\n"),
        ("# T\n", "---\ninterlock: 1\nversion: 2\n---\n\n# T\n"),
    ],
)
def test_the_version_is_written_where_it_stands(text: str, expected: str) -> None:
    assert set_version(text, "2") == expected
    assert read(expected, "a").document.version.text == "2"


@pytest.mark.parametrize(
    ("before", "after"), [("1.0.0", "1.1.0"), ("0.9.4", "0.10.0"), ("2.1", "2.2.0"), ("draft", "draft"), ("", "")]
)
def test_a_version_is_raised_by_its_second_number(before: str, after: str) -> None:
    assert raised(before) == after


def test_a_cell_of_a_column_that_is_missing() -> None:
    line = next(n for n, line in enumerate(EXAMPLE.splitlines(), 1) if line.startswith("| Partner contact"))
    after = write_cell(EXAMPLE, line, ["Contact"], "new@ledgerline.example")
    assert after == EXAMPLE.replace("grace@ledgerline.example |", "new@ledgerline.example   |", 1)
    with pytest.raises(LookupError):
        write_cell(EXAMPLE, 1, ["Contact"], "x")


@settings(max_examples=50)
@given(st.text(alphabet="|-# \n\\abR", max_size=120), st.sampled_from(RECORDS), words)
def test_no_text_breaks_the_editor(text: str, record: str, said: str) -> None:
    whole = f"# T\n\n## Data map\n\n{text}"
    add_row(whole, "Questions", QUESTIONS, {"text": said})
    add_item(whole, "User stories", said)
    set_version(text, said)
    try:
        decide(whole, record, "on-delete", said)
    except LookupError as missing:
        assert record in str(missing)


@pytest.mark.parametrize("heading", ["| Role | Name       | Company |", "| Role | Name | Company |"])
def test_a_row_stands_under_the_others(heading: str) -> None:
    table = f"{heading}\n| ---- | ---------- | ------- |\n| Tester | Fran Bilas | Acorn   |\n"
    known = {"Role": "role", "Name": "name", "Company": "company"}
    after = add_row(f"# T\n\n## People\n\n{table}", "People", known, {"role": "User", "name": "Ida", "company": "Elm"})
    assert after.splitlines()[-1] in {
        "| User | Ida        | Elm     |",
        "| User   | Ida        | Elm     |",
    }
