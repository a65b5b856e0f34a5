"""Formatting aligns tables and writes arrows, and nothing else: the document reads the same."""

import re
from dataclasses import fields
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from tests.document.helpers import DATA_MAP, FRONT, SYSTEMS, without_places

from interlock.document import fmt, read
from interlock.document.formatting import kept_aligned

BEFORE = """\
text  with   spaces   and a | pipe ->

|A|Direction | Zahl|
|:-|-|--:|
| `x\\|y` |<-> |1
| größer → | -> |

    | code | stays |
    |---|---|

## User stories

- **a** (Desk -> Books): it -> stays
"""
AFTER = """\
text  with   spaces   and a | pipe ->

| A        | Direction | Zahl |
| :------- | --------- | ---: |
| `x\\|y`   | ↔         | 1    |
| größer → | →         |

    | code | stays |
    |---|---|

## User stories

- **a** (Desk → Books): it -> stays
"""


def test_tables_are_aligned_and_arrows_written() -> None:
    assert fmt(BEFORE) == AFTER


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    windows = BEFORE.replace("\n", "\r\n").rstrip("\r\n")
    assert fmt(windows) == AFTER.replace("\n", "\r\n").rstrip("\r\n")


def test_the_example_changes_only_in_its_tables() -> None:
    text = Path("examples/orders/orders.interlock.md").read_text()
    after = fmt(text)
    assert [_squeezed(line) for line in after.splitlines()] == [_squeezed(line) for line in text.splitlines()]
    changed = [a for a, b in zip(text.splitlines(), after.splitlines(), strict=True) if a != b]
    assert all(line.startswith("|") for line in changed)


def _squeezed(line: str) -> str:
    return re.sub(r"-+", "-", re.sub(r" +", " ", line)) if line.startswith("|") else line


def test_wide_characters_take_two_columns() -> None:
    assert fmt("|a|\n|-|\n|日本|\n|x|\n") == "| a    |\n| ---- |\n| 日本 |\n| x    |\n"


CELL = st.text(st.sampled_from("ab `|\\-<>→é日\u00a0"), max_size=6)
ROW = st.lists(CELL, min_size=1, max_size=4).map("|".join)
LINE = st.one_of(
    ROW,
    ROW.map(lambda row: f"|{row}|"),
    st.sampled_from(
        [
            "|---|---|",
            "-|-",
            "|:-:|-:|--|",
            "",
            "- **a** (Desk -> Books): x",
            "## User stories",
            "## Dates",
            "text",
            "    |a|",
        ]
    ),
)
TEXT = st.lists(LINE, max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)


@given(TEXT)
@example("|a|Direction|\n|-|-|\n|\\||->|\n|\n||\n|||")
@example("|a|b|c|\n|-|-|-|\n><a|b|\n|---|---|")
@example("||b>|-|\n|---|---|\n|-|\u00a0-\u00a0|\n-|-")
def test_formatting_twice_changes_nothing_more(text: str) -> None:
    once = fmt(text)
    assert fmt(once) == once


@given(TEXT)
def test_what_is_no_table_and_no_arrow_stays(text: str) -> None:
    def plain(value: str) -> str:
        arrows = value.replace("<->", "↔").replace("->", "→").replace("<-", "←")
        return re.sub(r"[\s|-]+", "", arrows)

    assert plain(fmt(text)) == plain(text)


@given(st.lists(st.sampled_from([SYSTEMS, DATA_MAP, *BEFORE.split("\n\n")]), max_size=6), TEXT)
def test_the_document_reads_the_same(sections: list[str], text: str) -> None:
    whole = FRONT + "\n\n".join([*sections, text])
    before, after = read(whole, "d.md").document, read(fmt(whole), "d.md").document
    for each in fields(before):
        if each.name not in {"text", "sections", "overview"}:
            assert _arrows(without_places(getattr(before, each.name))) == _arrows(
                without_places(getattr(after, each.name))
            )


def _arrows(value: object) -> str:
    return repr(value).replace("<->", "↔").replace("->", "→").replace("<-", "←")


def test_a_table_that_stood_aligned_is_aligned_again_and_no_other_is_touched() -> None:
    before = "| a   | b   |\n| --- | --- |\n| 1   | 2   |\n\n|a|c|\n|--|--|\n|1|2|\n"
    after = before.replace("| 1   | 2   |\n", "| 1   | 2   |\n| long one | 2 |\n").replace(
        "|1|2|\n", "|1|2|\n|long one|2|\n"
    )
    aligned = "| a        | b   |\n| -------- | --- |\n| 1        | 2   |\n| long one | 2   |\n"
    assert kept_aligned(before, after) == aligned + "\n|a|c|\n|--|--|\n|1|2|\n|long one|2|\n"
    assert kept_aligned(after, after) == after
