"""Windows in which a system may be written: what people write, and when they open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.window import Window, parse

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "shown", "begins", "ends"),
    [
        ("22:00-04:00 Europe/Berlin", "22:00 to 04:00 in Europe/Berlin", "2026-11-20T21:00", "2026-11-21T03:00"),
        (
            "weekdays, 05:00 to 07:00 in Europe/Berlin",
            "weekdays, 05:00 to 07:00 in Europe/Berlin",
            "2026-11-23T04:00",
            "2026-11-23T06:00",
        ),
        ("11:30 to 12:30 in UTC", "11:30 to 12:30 in UTC", "2026-11-20T11:30", "2026-11-20T12:30"),
        ("Sat and Sun, 0:00 to 24:00 UTC", "weekends, 00:00 to 00:00 in UTC", "2026-11-21T00:00", "2026-11-22T00:00"),
        ("Fri to Mon, 20.00–21.00 UTC", "", "2026-11-20T20:00", "2026-11-20T21:00"),
        ("2027-02-01, 05:00 to 07:00 in Asia/Kolkata", "", "2027-01-31T23:30", "2027-02-01T01:30"),
        ("every night from 23:00 until 01:00 in America/New_York", "", "2026-11-21T04:00", "2026-11-21T06:00"),
    ],
)
def test_what_people_write(text: str, shown: str, begins: str, ends: str) -> None:
    window = parse(text)
    assert not shown or str(window) == shown
    assert parse(str(window)) == window
    assert window.opening(FRIDAY) == tuple(datetime.fromisoformat(f"{one}:00+00:00") for one in (begins, ends))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("at night", "names no span of the day"),
        ("22:00 to 04:00", "names no time zone"),
        ("22:00 to 04:00 in Berlin time", "is no time zone"),
        ("25:00 to 26:00 UTC", "is no time of day"),
        ("paydays, 22:00 to 04:00 UTC", "is no day"),
        ("2027-02-01 and Mondays, 22:00 to 04:00 UTC", "is no day beside a date"),
    ],
)
def test_what_is_no_window(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(text)


def test_a_day_that_is_over_opens_no_more() -> None:
    assert parse("2026-11-01, 05:00 to 07:00 in UTC").opening(FRIDAY) is None


@given(
    st.floats(0, 4 * 365),
    st.times(),
    st.times(),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_an_opening_is_now_or_the_next(
    day: float, begins: object, ends: object, zone: str, days: frozenset[int]
) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day)
    window = Window(begins, ends, zone, days)  # type: ignore[arg-type]
    span = window.opening(moment)
    assert span is not None
    assert span[0] < span[1]
    assert span[1] > moment
    assert span[1] - span[0] <= timedelta(hours=25, minutes=1)
    assert span[0] - moment < timedelta(days=9)
