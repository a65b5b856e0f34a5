"""What each cell of the data map can say, and what it then means."""

from datetime import date, time, timedelta

import pytest
from tests.document.helpers import found, reading

from interlock.document import shapes
from interlock.document.names import Names
from interlock.document.shapes.shape import match
from interlock.model.decisions import (
    Comparison,
    Condition,
    CreateMissing,
    DeleteKind,
    DeleteRule,
    Direction,
    Frequency,
    Leaving,
    MatchKey,
    MatchPair,
    Starting,
    StartingKind,
    Winner,
    WinnerKind,
)
from interlock.model.document import Stated
from interlock.model.path import Path
from interlock.model.value import Side

LAST = Winner(WinnerKind.SOURCE_OF_TRUTH)


def condition(field: str, comparison: Comparison, *values: str, side: Side = Side.RIGHT) -> Condition:
    return Condition(Path.of(field), comparison, values, side)


CELLS = [
    ("Direction", "→", Direction.RIGHT),
    ("Direction", "->", Direction.RIGHT),
    ("Direction", "<-", Direction.LEFT),
    ("Direction", "<->", Direction.BOTH),
    ("On conflict", "source of truth wins", LAST),
    ("On conflict", "Newest wins", Winner(WinnerKind.NEWEST)),
    ("On conflict", "newest wins, else source of truth", Winner(WinnerKind.NEWEST, otherwise=LAST)),
    ("On conflict", "newest wins, else the source of truth wins", Winner(WinnerKind.NEWEST, otherwise=LAST)),
    ("On conflict", "newest wins, else hold", Winner(WinnerKind.NEWEST, otherwise=Winner(WinnerKind.HOLD))),
    (
        "On conflict",
        "newest wins, else books wins",
        Winner(WinnerKind.NEWEST, otherwise=Winner(WinnerKind.SIDE, side=Side.RIGHT)),
    ),
    (
        "On conflict",
        "newest wins by `a.at` and `b_at`, else hold",
        Winner(WinnerKind.NEWEST, Winner(WinnerKind.HOLD), Path.of("a.at"), Path.of("b_at")),
    ),
    ("On conflict", "hold", Winner(WinnerKind.HOLD)),
    ("On conflict", "per field", Winner(WinnerKind.PER_FIELD)),
    ("On conflict", "report", Winner(WinnerKind.REPORT)),
    ("On conflict", "Desk wins", Winner(WinnerKind.SIDE, side=Side.LEFT)),
    ("On delete", "delete", DeleteRule(DeleteKind.DELETE)),
    ("On delete", "archive", DeleteRule(DeleteKind.ARCHIVE)),
    ("On delete", "archive in Books", DeleteRule(DeleteKind.ARCHIVE, only_in=Side.RIGHT)),
    ("On delete", "archive by `state` = `gone`", DeleteRule(DeleteKind.ARCHIVE, Path.of("state"), "gone")),
    ("On delete", "keep", DeleteRule(DeleteKind.KEEP)),
    ("On delete", "ask", DeleteRule(DeleteKind.ASK)),
    ("Matched by", "`number` = `ref`", MatchKey((MatchPair(Path.of("number"), Path.of("ref")),))),
    ("Matched by", "`email`", MatchKey((MatchPair(Path.of("email"), Path.of("email")),))),
    ("Matched by", "`a` = `b`, ignoring case", MatchKey((MatchPair(Path.of("a"), Path.of("b"), ignoring_case=True),))),
    (
        "Matched by",
        "`a` = `b`, ignoring case and `c.d` = `e`",
        MatchKey((MatchPair(Path.of("a"), Path.of("b"), ignoring_case=True), MatchPair(Path.of("c.d"), Path.of("e")))),
    ),
    ("Only when", "Books: `kind` is `sale`", (condition("kind", Comparison.IS, "sale"),)),
    ("Only when", "Books: `kind` is not `sale`", (condition("kind", Comparison.IS_NOT, "sale"),)),
    ("Only when", "books: `kind` is one of `a`, `b` or `c`", (condition("kind", Comparison.IS_ONE_OF, "a", "b", "c"),)),
    ("Only when", "Books: `kind` is `a` or `b`", (condition("kind", Comparison.IS_ONE_OF, "a", "b"),)),
    ("Only when", "Books: `kind` is empty", (condition("kind", Comparison.IS_EMPTY),)),
    ("Only when", "Books: `kind` is not empty", (condition("kind", Comparison.IS_NOT_EMPTY),)),
    ("Only when", "Books: `n` is more than 5", (condition("n", Comparison.MORE, "5"),)),
    ("Only when", "Books: `n` is less than -5.5", (condition("n", Comparison.LESS, "-5.5"),)),
    (
        "Only when",
        "Desk: `a` is `1` and `b` is empty; Books: `c` is 3",
        (
            condition("a", Comparison.IS, "1", side=Side.LEFT),
            condition("b", Comparison.IS_EMPTY, side=Side.LEFT),
            condition("c", Comparison.IS, "3"),
        ),
    ),
    ("Only when", "Books: big sale", (condition("kind", Comparison.IS, "large"),)),
    ("When it leaves", "stop updating", Leaving.STOP),
    ("When it leaves", "keep updating", Leaving.KEEP),
    ("When it leaves", "archive", Leaving.ARCHIVE),
    ("When it leaves", "hold", Leaving.HOLD),
    ("Create missing", "in both", CreateMissing(frozenset(Side))),
    ("Create missing", "in Books", CreateMissing(frozenset({Side.RIGHT}))),
    ("Create missing", "never", CreateMissing(frozenset())),
    ("Starting", "all", Starting(StartingKind.ALL)),
    ("Starting", "link only", Starting(StartingKind.LINK_ONLY)),
    ("Starting", "from go-live", Starting(StartingKind.FROM_GO_LIVE)),
    ("Starting", "since 2026-02-28", Starting(StartingKind.SINCE, date(2026, 2, 28))),
    ("How often", "at once", Frequency(at_once=True)),
    ("How often", "every 5 minutes", Frequency(every=timedelta(minutes=5))),
    ("How often", "every hour", Frequency(every=timedelta(hours=1))),
    ("How often", "every half an hour", Frequency(every=timedelta(minutes=30))),
    ("How often", "at 05:30 in Europe/Paris", Frequency(at=time(5, 30), zone="Europe/Paris")),
    ("Source of truth", "books", Side.RIGHT),
    ("Owner", "Desk", Side.LEFT),
]
TERMS = "## Terms\n\n- `big sale` = Invoice where `kind` is `large`\n"


def data_map(column: str, cell: str) -> str:
    return (
        f"## Data map\n\n| Record | Desk | Books | {column} |\n|---|---|---|---|\n| Invoice | `a` | `b` | {cell} |\n\n"
    )


def stated(result: object, column: str) -> Stated[object]:
    attribute = "source_of_truth" if column == "Owner" else column.lower().replace(" ", "_")
    value = getattr(result, attribute)
    assert isinstance(value, Stated)
    return value


@pytest.mark.parametrize(("column", "cell", "meaning"), CELLS)
def test_a_cell_means(column: str, cell: str, meaning: object) -> None:
    result = reading(TERMS, data_map=data_map(column, cell))
    assert found(result) == []
    said = stated(result.document.records[0], column)
    assert (said.text, said.value) == (cell, meaning)


@pytest.mark.parametrize(("column", "cell", "meaning"), CELLS)
def test_a_block_of_decisions_says_the_same(column: str, cell: str, meaning: object) -> None:
    block = f"## Data map\n\n### Invoice\n\n- Desk: `a`\n- **Books**: `b`\n- {column}: {cell}\n\n"
    result = reading(TERMS, data_map=block)
    assert found(result) == []
    record = result.document.records[0]
    assert (record.left.text, record.right.text) == ("a", "b")
    assert stated(record, column).value == meaning


@pytest.mark.parametrize(("column", "cell", "meaning"), CELLS)
def test_a_table_of_decisions_says_the_same(column: str, cell: str, meaning: object) -> None:
    block = (
        "## Data map\n\n### Invoice\n\n| Decision | Value |\n|---|---|\n"
        f"| Desk | `a` |\n| Books | `b` |\n| {column} | {cell} |\n\n"
    )
    result = reading(TERMS, data_map=block)
    assert found(result) == []
    assert stated(result.document.records[0], column).value == meaning


WRONG = [
    ("Direction", "up", "unknown-decision", "up", "→"),
    ("On conflict", "newest wens", "unknown-decision", "newest wens", "newest wins"),
    ("On conflict", "Dekk wins", "unknown-system", "Dekk", "Desk"),
    ("On conflict", "newest wins, else Dekk", "unknown-system", "Dekk", "Desk"),
    ("On delete", "archive in Bokks", "unknown-system", "Bokks", "Books"),
    ("On delete", "vanish", "unknown-decision", "vanish", "archive"),
    ("Matched by", "the number", "unknown-decision", "the number", "`number`"),
    ("Only when", "Bokks: `kind` is `sale`", "unknown-system", "Bokks", "Books"),
    ("Only when", "`kind` is `sale`", "unknown-decision", "`kind` is `sale`", "Desk"),
    ("Only when", "Books: is a sale", "unknown-decision", "Books: is a sale", "`kind`"),
    ("When it leaves", "shrug", "unknown-decision", "shrug", "stop updating"),
    ("Create missing", "in Bokks", "unknown-system", "Bokks", "Books"),
    ("Starting", "since 2026-02-30", "unknown-decision", "since 2026-02-30", "since"),
    ("How often", "often", "unknown-decision", "often", "every 5 minutes"),
    ("How often", "every 0 minutes", "unknown-decision", "every 0 minutes", "every 5 minutes"),
    ("How often", "at 05:30 in Europe/Pariss", "unknown-time-zone", "Europe/Pariss", "Europe/Paris"),
    ("Source of truth", "Bokks", "unknown-system", "Bokks", "Books"),
]


@pytest.mark.parametrize(("column", "cell", "code", "words", "hint"), WRONG)
def test_a_cell_that_means_nothing_is_reported_where_it_stands(
    column: str, cell: str, code: str, words: str, hint: str
) -> None:
    result = reading(TERMS, data_map=data_map(column, cell))
    assert found(result) == [(code, words)]
    assert hint in result.findings[0].hint
    said = stated(result.document.records[0], column)
    assert (said.text, said.value) == (cell, None)


def test_every_cell_shape_gives_a_meaning() -> None:
    names = Names(systems=("Desk", "Books"), records=("Invoice", "Account"))
    kinds = [
        "directions",
        "conflicts",
        "deletes",
        "matches",
        "conditions",
        "leavings",
        "creations",
        "startings",
        "frequencies",
    ]
    for kind in kinds:
        for shape in shapes()[kind]:
            understood = match(shape, shape.example, names)
            assert understood is not None
            assert shape.make is not None
            assert shape.make(understood.args, names.sides) is not None
