"""Moments as systems write them, read and written: date-times, dates, seconds, milliseconds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import format_datetime, parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from interlock.model.profile import FieldProfile, FilterForm, SinceFilter

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Above this a number of seconds would be in the year 5138: it counts milliseconds.
_MOST_SECONDS = 100_000_000_000
_LONGEST_TEXT = 64
_NUMBER = re.compile(r"-?\d{9,17}(\.\d{1,9})?")
_BLANK = re.compile(r"\d{4}-\d\d-\d\d \d\d:")
_TICKS = re.compile(r"/Date\((-?\d{1,17})(?:[+-]\d{4})?\)/")


def moment(value: object, *, zone: str = "") -> datetime | None:
    """The moment that a field shows, aware, in UTC; None where it shows none.

    A number counts seconds or milliseconds since 1970. A text without an offset is in `zone`, else in UTC.
    """
    try:
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, int | float):
            return _counted(float(value))
        if isinstance(value, str) and value[10:11] == "T" and len(value) <= _LONGEST_TEXT and "," not in value:
            at = datetime.fromisoformat(value.strip())  # what nearly all systems write
            if at.tzinfo is UTC:
                return at
            return (at if at.tzinfo else at.replace(tzinfo=zone_of(zone))).astimezone(UTC)
        text = str(value).strip()
        if not text or len(text) > _LONGEST_TEXT:
            return None
        if _NUMBER.fullmatch(text):
            return _counted(float(text))
        ticks = _TICKS.fullmatch(text)
        if ticks:
            return EPOCH + timedelta(milliseconds=int(ticks[1]))
        found = parsedate_to_datetime(text) if "," in text else datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=zone_of(zone))).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _counted(number: float) -> datetime:
    return EPOCH + timedelta(seconds=number / 1000 if abs(number) > _MOST_SECONDS else number)


def zone_of(name: str) -> tzinfo:
    """The time zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def http_date(text: str | None) -> datetime | None:
    """The moment of a Date header, or None."""
    if not text or len(text) > _LONGEST_TEXT:
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def since_text(since: datetime, how: SinceFilter, field: FieldProfile | None, resolution_s: float | None) -> str:
    """`since` as the filter takes it, never later than it is: cut to the system's resolution.

    Where the filter does not include its moment, or nobody knows, it asks for one step more.
    """
    date_only = field is not None and field.format == "date"
    step = timedelta(days=1) if date_only else timedelta(seconds=_step_s(how, resolution_s))
    at = EPOCH + (since - EPOCH) // step * step
    if how.inclusive is not True:
        at -= step
    if how.form is FilterForm.HEADER:
        return format_datetime(at.astimezone(UTC), usegmt=True)
    if how.epoch == "ms":
        return str((at - EPOCH) // timedelta(milliseconds=1))
    if how.epoch:
        return str((at - EPOCH) // timedelta(seconds=1))
    if date_only:
        return at.date().isoformat()
    fine = step < timedelta(seconds=1)
    if field is not None and field.zone:
        local = at.astimezone(zone_of(field.zone)).replace(tzinfo=None)
        return local.isoformat(timespec="milliseconds" if fine else "seconds")
    text = at.astimezone(UTC).isoformat(timespec="milliseconds" if fine else "seconds").replace("+00:00", "Z")
    # A system that keeps moments as texts compares them as texts: a blank comes before a T.
    return text.replace("T", " ") if field is not None and _BLANK.match(str(field.example)) else text


def _step_s(how: SinceFilter, resolution_s: float | None) -> float:
    if how.form is FilterForm.HEADER or how.epoch == "s" or resolution_s is None or resolution_s >= 1:
        return max(1.0, resolution_s or 1.0) if how.epoch != "ms" else 0.001
    # Finer than a millisecond is not asked for: no filter seen takes it, and asking for a little more is safe.
    return 0.001
