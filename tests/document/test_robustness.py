"""Whatever is read takes bounded time and memory, and never ends in a traceback."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.document.helpers import DATA_MAP, FRONT, SYSTEMS, found, reading

from interlock.document import MOST_BYTES, decode, fmt, read
from interlock.errors import InputError

PIECES = [
    "## Systems",
    "## Data map",
    "## Field mapping",
    "### Invoice",
    "## User stories",
    "## Acceptance criteria",
    "## Owner",
    "## Terms",
    "## Tables",
    "## Questions",
    "## Changes",
    "## Assumptions",
    "## When something goes wrong",
    "# T",
    "| Record | Desk | Books | Direction | On conflict |",
    "|---|---|---|---|---|",
    "| Invoice | `a` | `b` | -> | newest wins |",
    "- **a** (b): When an Invoice is created in Desk, it is held.",
    "- **a** (Desk -> Books): As a b, c, so that d.",
    "- `big` = Invoice where `a` is `b`",
    "Ada <a@b>, C.",
    "---",
    "interlock: 1",
    "- Desk keeps 5 Invoices",
    "\ufeff",
    "> quote",
    "```",
    "<!-- x",
    "[a]: b",
    "\t- x",
    "1. y",
]


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    result = read(text, "d.md")
    assert result.document.text == text
    for finding in result.findings:
        assert 0 <= finding.place.start <= finding.place.end <= len(text)


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=30),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
    st.booleans(),
)
def test_any_mixture_of_sections_can_be_read_and_formatted(pieces: list[str], end: str, whole: bool) -> None:
    text = (FRONT + SYSTEMS + DATA_MAP if whole else "") + end.join(pieces)
    read(text, "d.md")
    assert fmt(fmt(text)) == fmt(text)


def test_an_empty_file_is_an_empty_document() -> None:
    result = read(decode(b"", "d.md"), "d.md")
    assert [f.code for f in result.findings] == ["not-two-systems", "unknown-format"]
    assert result.document.records == ()


BROKEN = [
    (b"\x00\x01\x02", "not a text file"),
    ("# Größe".encode("latin-1"), "not written in UTF-8: byte 4 in line 1"),
    ("# x".encode("utf-16"), "UTF-16"),
    (b"x" * (MOST_BYTES + 1), "5,000,001 bytes"),
    (b"x" * 50_000_000, "50,000,000 bytes"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN, ids=["binary", "latin-1", "utf-16", "just too large", "50 MB"])
def test_what_cannot_be_read_at_all_says_so(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decode(data, "d.md")


def test_a_text_that_is_too_large_is_a_finding() -> None:
    result = read("x" * (MOST_BYTES + 1), "d.md")
    assert [f.code for f in result.findings] == ["too-large"]


def test_a_mark_before_the_first_line_changes_nothing() -> None:
    assert found(read("\ufeff" + FRONT + SYSTEMS + DATA_MAP, "d.md")) == []


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
)
HOSTILE: list[tuple[str, Callable[[], str]]] = [
    ("aliases in the front matter", lambda: f"---\n{BOMB}---\n"),
    ("deep front matter", lambda: f"---\ninterlock: {'[' * 1900}\n---\n"),
    ("a million list items", lambda: "- a\n" * 1_000_000),
    ("deep quotes", lambda: ">" * 100_000),
    ("deep lists", lambda: "- " * 100_000),
    ("stairs of lists", lambda: "\n".join(" " * i + "- a" for i in range(1_000))),
    ("many headings", lambda: "## a\n" * 20_000),
    ("many backticks", lambda: "## Acceptance criteria\n\n- **a**: " + "`" * 900 + "\n"),
    ("one long line of pipes", lambda: "|" * 200_000 + "\n" + "|-" * 200_000),
    ("many columns", lambda: "## Dates\n\n|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n" + "|x|\n" * 5_000),
    (
        "a wide cell in a long table",
        lambda: "## Dates\n\n|What|When|\n|-|-|\n|" + "x" * 50_000 + "|y|\n" + "|a|b|\n" * 20_000,
    ),
    ("unclosed brackets", lambda: "## Owner\n\n" + "<" * 100_000),
    ("names without end", lambda: "## Acceptance criteria\n\n" + "- **" + "a" * 100_000 + "\n"),
    (
        "the same words again and again",
        lambda: (
            FRONT
            + SYSTEMS
            + DATA_MAP
            + "## Acceptance criteria\n\n"
            + ("- **a**: When " + "an Invoice with a `x` and " * 30 + "is created, " * 5 + "it is held and " * 5 + "\n")
            * 5
        ),
    ),
    ("commas in an owner", lambda: "## Owner\n\n" + "a, " * 50_000),
]


@pytest.mark.parametrize(("name", "text"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_hostile_text_takes_bounded_time(name: str, text: Callable[[], str]) -> None:
    given = text()
    begun = time.process_time()
    read(given, "d.md")
    fmt(given)
    assert time.process_time() - begun < 10, name


def test_a_long_table_takes_time_in_proportion() -> None:
    def seconds(rows: int) -> float:
        text = FRONT + "## Dates\n\n| What | When |\n|---|---|\n" + "| a thing | `2027-01-01` |\n" * rows
        begun = time.process_time()
        result = read(text, "d.md")
        assert len(result.document.dates) == rows
        return time.process_time() - begun

    seconds(100)
    short, long = seconds(10_000), seconds(100_000)
    assert long < max(short, 0.05) * 30


def test_unusual_characters_keep_their_places() -> None:
    result = reading(
        "## Dates\n\n| What | When |\n|---|---|\n| 👩‍👩‍👧 e\u0301 | \u202e ٣ |\n| \u2028x\x0bz | \u0085 |\n"
    )
    text = result.document.text
    assert [(row.what, row.when) for row in result.document.dates] == [("👩‍👩‍👧 e\u0301", "\u202e ٣"), ("x\x0bz", "")]
    assert all(text[row.span.start] == "|" for row in result.document.dates)


def test_findings_show_no_control_characters() -> None:
    result = reading("## Acceptance criteria\n\n- **a**: When \x1b[31mred\u202e, it is held\n")
    assert result.findings
    assert all(character.isprintable() for finding in result.findings for character in finding.message)
