"""A team's own history: what was true is found again, and how well it fits is said."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estimation.helpers import deck

from interlock.errors import InputError
from interlock.estimation import Finished, calibrate, columns, read_history
from interlock.estimation.draws import range_of
from interlock.estimation.effort import effort
from interlock.estimation.schedule import schedule
from interlock.model.estimate import Phase

DECK = deck()


def _history(count: int, *, factor: float, spread: float, seed: int = 1) -> list[Finished]:
    chance, found = random.Random(seed), []
    for n in range(count):
        counts = {"system": 2, "record": chance.randint(1, 9), "plain_field": chance.randint(5, 90), "story": 3}
        drawn = effort(counts, DECK)
        luck = math.exp(chance.gauss(0, spread)) * factor
        hours: dict[Phase | None, float] = {phase: range_of(drawn.phase(phase)).p50 * luck for phase in Phase}
        weeks = range_of(schedule(drawn, counts, DECK).total).p50 / 5 * luck
        found.append(Finished(str(n), counts, hours, weeks))
    return found


def test_a_team_that_takes_twice_as_long_is_known_after_some() -> None:
    known = calibrate(_history(12, factor=2.0, spread=0.1), DECK)
    assert known.fit.factor[None] == pytest.approx(2.0, rel=0.12)
    assert known.fit.calibrated is not None
    assert known.fit.plain.error > 0.4
    assert known.fit.calibrated.error < 0.15
    assert known.fit.calibrated.near > 0.8 > known.fit.plain.near
    assert known.fit.spread < DECK.weights.common
    assert known.weeks_factor == pytest.approx(1.0, abs=0.15)  # twice the hours are twice the weeks already


def test_good_ranges_hold_four_in_five() -> None:
    known = calibrate(_history(40, factor=1.3, spread=0.4), deck(rounds=100))
    assert known.fit.calibrated is not None
    assert 0.68 <= known.fit.calibrated.below_p80 <= 0.92
    assert known.fit.spread == pytest.approx(0.4, rel=0.3)


def test_one_integration_changes_little_and_says_that_it_cannot_tell() -> None:
    known = calibrate(_history(1, factor=3.0, spread=0.0), DECK)
    assert 1.5 < (known.fit.factor[None] or 0) < 3.0
    assert known.fit.calibrated is None


def test_a_phase_that_alone_takes_longer_is_told_from_the_others() -> None:
    found = [
        Finished(
            one.name,
            one.counts,
            {p: h * (2 if p is Phase.TESTING else 1) for p, h in one.hours.items() if p is not None},
        )
        for one in _history(10, factor=1.0, spread=0.05)
    ]
    scale = calibrate(found, DECK).scale
    assert scale[Phase.TESTING] / scale[Phase.CONSTRUCTION] == pytest.approx(2.0, rel=0.15)


def test_hours_of_the_whole_alone_are_enough() -> None:
    found = [Finished(one.name, one.counts, {None: one.total}, None) for one in _history(5, factor=1.5, spread=0.1)]
    known = calibrate(found, DECK)
    assert known.fit.factor.keys() == {None}
    assert known.fit.weeks_factor is None
    assert known.scale[Phase.TESTING] == pytest.approx(1.5, rel=0.2)


# The table


def _table(*rows: str, heads: str = "integration,record,plain_field,hours,weeks") -> bytes:
    return "\n".join([heads, *rows]).encode()


def test_rows_are_read_in_any_case_and_order() -> None:
    data = "\ufeffHours,Testing hours,RECORD,Integration\n120,,3,A\n,40.5,2,B\n".encode()
    first, second = read_history(data, file="h.csv")
    assert (first.finished.hours, first.finished.counts) == ({None: 120}, {"record": 3})
    assert (second.finished.hours, second.finished.total) == ({Phase.TESTING: 40.5}, 40.5)
    assert set(first.finished.counts) < set(columns())


def test_semicolons_and_decimal_commas_of_other_countries_are_read() -> None:
    (row,) = read_history(b"integration;record;hours;weeks\nA, B;3;120,5;6\n", file="h.csv")
    assert (row.finished.name, row.finished.total, row.finished.weeks) == ("A, B", 120.5, 6)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "column `integration` is missing"),
        (_table(), "has no row"),
        (_table("A,1,2,many,"), "line 2: `hours` is `many`"),
        (_table("A,1,2,-5,"), "line 2: `hours` is `-5`"),
        (_table("A,1,2,nan,"), "`nan`"),
        (_table("A,1.5,2,9,"), "whole number"),
        (_table("A,1,2,,"), "how many hours it took"),
        (_table(",1,2,9,"), "which integration"),
        (_table("A,,,9,"), "neither a document nor counts"),
        (_table("A,1,9", heads="integration,recrod,hours"), "did you mean `record`"),
        (_table("A,1", heads="integration,record"), "neither a column `hours`"),
        (b"\xff\xfe\x00", "no table"),
        (b'integration,record,hours\n"A,1,2', "no table"),
        (_table(*["A,1,1,9,"] * 1001), "more than 1,000 rows"),
        (_table("A,1,1,bad,", "B,1,1,worse,"), "line 3"),
    ],
)
def test_tables_that_cannot_be_used(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as found:
        read_history(data, file="h.csv")
    assert says in found.value.message
    assert "\n" not in found.value.message


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=60, deadline=None)
def test_whatever_is_given_is_read_or_refused(data: bytes) -> None:
    try:
        rows = read_history(data, file="h.csv")
    except InputError:
        return
    assert rows
