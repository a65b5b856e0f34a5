"""The hours of a go-live: what still fits before their end, and when they open next."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journeys.helpers import ROOT
from tests.sync.helpers import FakeClock

import interlock
from interlock.errors import UsageError
from interlock.journeys.golive_hours import MARGIN, Hours, window_of
from interlock.model.window import Window, parse

NIGHT = parse("22:00 to 04:00 in UTC")
PROJECT = interlock.load(ROOT / "examples" / "orders")


def hours(now: str, window: Window | None = NIGHT) -> Hours:
    return Hours(PROJECT, window, FakeClock(datetime.fromisoformat(f"2026-11-20T{now}:00+00:00")), asyncio.Event())


def test_the_document_says_the_window() -> None:
    assert str(window_of(PROJECT, "")) == "weekdays, 05:00 to 07:00 in Europe/Berlin"
    assert str(window_of(PROJECT, "22:00-04:00 UTC")) == "22:00 to 04:00 in UTC"
    with pytest.raises(UsageError, match="--window: `at night` names no span of the day"):
        window_of(PROJECT, "at night")


def test_outside_of_it_nothing_is_begun_nor_in_its_last_minutes() -> None:
    assert [hours(now).is_open for now in ("21:59", "22:00", "03:57", "03:58", "04:00")] == [
        False, True, True, False, False,
    ]  # fmt: skip
    assert hours("03:59").next_opening() == datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    assert hours("12:00", None).is_open


def test_a_wave_that_would_not_end_in_time_is_made_smaller_or_not_begun() -> None:
    # ERP allows 120 requests a minute, and a write takes two: one in a second.
    here = hours("22:00")
    assert here.fits(1000, records=1) == 1000
    here = hours("03:45")
    assert here.fits(10, records=1) == 10
    assert 600 <= here.fits(10_000, records=1) <= 780
    assert here.fits(1000, records=3) == here.fits(10_000, records=1) // 3
    assert hours("03:57").fits(10, records=4) == 0
    here.wrote(100, timedelta(seconds=400))
    assert 150 <= here.fits(10_000, records=1) <= 195


@given(st.integers(0, 359), st.integers(1, 100_000), st.integers(1, 9))
def test_what_fits_ends_before_the_end(minute: int, wanted: int, records: int) -> None:
    begin = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    now = begin + timedelta(minutes=minute)
    here = Hours(PROJECT, NIGHT, FakeClock(now), asyncio.Event())
    most = here.fits(wanted, records=records)
    assert most <= wanted
    until = here.until
    assert until is not None
    if most and until > now:
        assert now + timedelta(seconds=most) <= begin + timedelta(hours=6) - MARGIN


async def test_it_waits_for_the_opening() -> None:
    clock = FakeClock(datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    assert await Hours(PROJECT, NIGHT, clock, asyncio.Event()).opened()
    assert datetime(2026, 11, 20, 22, 0, tzinfo=UTC) <= clock.now() < datetime(2026, 11, 20, 22, 1, tzinfo=UTC)
    stop = asyncio.Event()
    stop.set()
    assert not await Hours(PROJECT, NIGHT, FakeClock(datetime(2026, 11, 20, 12, 0, tzinfo=UTC)), stop).opened()


async def test_a_window_that_is_over_for_good_is_told() -> None:
    past = parse("2026-11-01, 05:00 to 07:00 in UTC")
    with pytest.raises(UsageError, match="does not open any more"):
        await hours("12:00", past).opened()
