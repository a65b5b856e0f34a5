"""Many times in little room: shares are told to within a tenth, the longest exactly, whatever is stored and joined."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model import latency
from interlock.model.latency import Times

SECONDS = st.lists(st.floats(0, 1e7, allow_nan=False), min_size=1, max_size=60)


def _of(seconds: list[float]) -> Times:
    times = Times()
    for one in seconds:
        times.add(one)
    return times


@given(SECONDS, st.sampled_from([0.5, 0.9, 0.99, 1.0]))
def test_a_share_is_within_a_tenth_of_the_true_one(seconds: list[float], share: float) -> None:
    true = sorted(seconds)[math.ceil(len(seconds) * share) - 1]
    told = _of(seconds).within(share)
    assert true * (1 - 1e-9) <= told <= max(true * 1.1, 0.01) * (1 + 1e-9)


@given(SECONDS, st.floats(0.02, 1e6))
def test_a_promise_is_kept_exactly_if_the_longest_keeps_it(seconds: list[float], promise: float) -> None:
    later = _of(seconds).later_than(promise)
    assert (later == 0) is (max(seconds) <= promise)
    assert later <= len(seconds)


@given(SECONDS, SECONDS)
def test_two_together_are_as_all_counted_at_once(first: list[float], second: list[float]) -> None:
    joined = latency.together([_of(first), _of(second)])
    assert joined == _of(first + second)


@given(SECONDS)
def test_what_is_remembered_reads_back(seconds: list[float]) -> None:
    days = {date(2026, 3, 1): _of(seconds)}
    (read,) = latency.loads(latency.dumps(days)).values()
    assert read.steps == _of(seconds).steps
    assert read.longest_s == pytest.approx(max(seconds), abs=0.001)


def test_only_a_month_is_kept() -> None:
    days = {date(2026, 3, 1) + timedelta(days=n): _of([1.0]) for n in range(100)}
    assert len(latency.loads(latency.dumps(days))) == 31


@pytest.mark.parametrize("text", [None, "", "x", "[]", '{"x": 1}', '{"2026-03-01": 1}'])
def test_what_cannot_be_read_is_nothing(text: str | None) -> None:
    assert latency.loads(text) == {}
