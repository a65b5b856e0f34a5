"""How plain values are spelled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from interlock.mapping.values import as_moment, moment_text

offsets = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))


# A time zone away from either end of the calendar.
FIRST, LAST = datetime(2, 1, 1), datetime(9998, 1, 1)  # noqa: DTZ001 - the zone is drawn


@given(st.datetimes(FIRST, LAST, timezones=offsets))
def test_a_moment_is_written_as_the_calendar_of_the_language_does_and_read_back(moment: datetime) -> None:
    text, usual = moment_text(moment), moment.astimezone(UTC).isoformat().removesuffix("+00:00")
    assert text in {f"{usual}Z", f"{usual.removesuffix('000')}Z"}
    assert as_moment(text) == moment
