"""What is done about a linked item: every combination of what both sides show has one row."""

from __future__ import annotations

import itertools

import pytest

from interlock.sync.situation import Showing
from interlock.sync.table import TABLE, Do, what_to_do

S, C, L, A, G = Showing.SAME, Showing.CHANGED, Showing.LEFT, Showing.ARCHIVED, Showing.GONE


def test_every_combination_has_a_row_whichever_side_it_is() -> None:
    for one, other in itertools.product(Showing, Showing):
        assert what_to_do(one, other) is what_to_do(other, one)
    assert len(TABLE) == 15


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (S, S, Do.NOTHING),
        (S, C, Do.MERGE),
        (C, C, Do.MERGE),
        (A, C, Do.MERGE),
        (A, A, Do.REST),
        (L, S, Do.LEFT),
        (L, C, Do.LEFT),
        (L, L, Do.LEFT),
        (L, A, Do.REST),
        (G, S, Do.DELETE),
        (G, A, Do.DELETE),
        (G, L, Do.DELETE),
        (G, C, Do.DELETE_OR_KEEP),
        (G, G, Do.END),
    ],
)
def test_rows(one: Showing, other: Showing, expected: Do) -> None:
    assert what_to_do(one, other) is expected
