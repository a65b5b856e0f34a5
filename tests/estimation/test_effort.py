"""Hours and days: ordered, repeatable, and never less for more to do."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estimation.helpers import deck

from interlock.estimation import drivers
from interlock.estimation.draws import range_of, shares
from interlock.estimation.effort import effort, spread_of
from interlock.estimation.schedule import day_after, days_until, schedule
from interlock.estimation.weights import ThreePoint, default_weights
from interlock.model.estimate import Phase, Role

DECK = deck()
NAMES = sorted(drivers().items)
CERTAIN = [name for name in NAMES if not drivers()[name].widens]
COUNTS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 60), max_size=8)


@given(COUNTS, st.sampled_from(CERTAIN), st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_more_to_do_never_takes_less(counts: dict[str, int], name: str, more: int) -> None:
    fuller = {**counts, name: counts.get(name, 0) + more}
    fewer, greater = effort(counts, DECK), effort(fuller, DECK)
    assert all(a <= b + 1e-9 for a, b in zip(fewer.total, greater.total, strict=True))
    shorter, longer = schedule(fewer, counts, DECK), schedule(greater, fuller, DECK)
    assert all(a <= b + 1e-9 for a, b in zip(shorter.total, longer.total, strict=True))


@given(COUNTS)
@settings(max_examples=40, deadline=None)
def test_parts_add_up_outcome_by_outcome(counts: dict[str, int]) -> None:
    drawn = effort(counts, DECK)
    for parts in ([drawn.phase(phase) for phase in Phase], [drawn.role(role) for role in Role]):
        for n, whole in enumerate(drawn.total):
            assert math.isclose(sum(part[n] for part in parts), whole, abs_tol=1e-6)
    hours = range_of(drawn.total)
    assert hours.p50 <= hours.p80 <= hours.p95


@pytest.mark.parametrize("name", NAMES)
def test_every_driver_has_a_weight_or_is_waited_for(name: str) -> None:
    weighed = {work.driver for work in default_weights().work}
    assert name in weighed or drivers()[name].waits
    assert sum(effort({name: 10}, DECK).total) > 0


@pytest.mark.parametrize("name", [name for name in NAMES if drivers()[name].widens])
def test_what_is_open_widens(name: str) -> None:
    assert spread_of({name: 20}, DECK.weights) > spread_of({}, DECK.weights)
    sure, wide = (range_of(effort({"record": 3, name: count}, DECK).by_driver["record"]) for count in (0, 40))
    assert wide.p95 / wide.p50 > sure.p95 / sure.p50


def test_the_figure_that_the_weights_are_explained_with() -> None:
    counts = {"system": 2, "record": 1, "plain_field": 5, "converted_field": 4, "field_without_way_back": 1, "story": 2}
    counts |= {"criterion": 10, "error_policy": 3, "access_to_get": 3, "sign_in_by_person": 1, "create_not_provable": 1}
    assert range_of(effort(counts, deck(rounds=2000)).total).p50 / 8 == pytest.approx(13, abs=0.6)


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    first, again, other = (effort({"record": 2}, deck(seed=seed)).total for seed in (1, 1, 2))
    assert first == again != other


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
@settings(max_examples=60, deadline=None)
def test_drawn_values_lie_between_least_and_most(low: float, likely: float, high: float) -> None:
    low, likely, high = sorted((low, likely, high))
    values = shares(ThreePoint(low, likely, high), DECK.chances("x"), 200)
    assert all(low - 1e-9 <= value <= high + 1e-9 for value in values)


def test_the_mean_is_that_of_a_three_point_estimate() -> None:
    values = shares(ThreePoint(1, 2, 9), DECK.chances("x"), 20_000)
    assert sum(values) / len(values) == pytest.approx((1 + 4 * 2 + 9) / 6, rel=0.02)


def test_access_is_waited_for_beside_other_work_and_answers_in_rounds() -> None:
    counts = {"record": 3, "story": 6}
    alone = schedule(effort(counts, DECK), counts, DECK)
    asked = {**counts, "open_question": 11}
    waited = schedule(effort(asked, DECK), asked, DECK)
    answers = [DECK.wait(f"answers/{n}", DECK.weights.answers) for n in range(2)]
    assert all(w >= a + b for w, a, b in zip(waited.waiting, *answers, strict=True))
    needing = {**counts, "access_to_get": 1}
    idle = schedule(effort(needing, DECK), needing, DECK)
    late = [x - y for x, y in zip(idle.waiting, alone.waiting, strict=True)]
    assert min(late) >= -1e-9
    assert sum(value < 1e-9 for value in late) > len(late) / 2  # mostly there before it is needed


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 400))
@settings(max_examples=100, deadline=None)
def test_dates_count_working_days_one_by_one(start: date, days: int) -> None:
    day, left = start, days
    while True:
        left -= day.weekday() < 5
        if left == 0:
            break
        day += timedelta(days=1)
    assert day_after(start, days) == day
    assert days_until(start, day) == days
