"""Moments as a system writes them: date-times, dates, seconds or milliseconds, at its own resolution."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import format_datetime, parsedate_to_datetime
from math import floor
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Above this a number of seconds would be in the year 5138: it counts milliseconds.
_MOST_SECONDS = 100_000_000_000
_OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")


@dataclass(frozen=True, slots=True)
class Stamper:
    """Writes and truncates moments: `form` is `date-time`, `date`, `s` or `ms`; the resolution is in seconds.

    `zone` is the time zone that a field is said to be in; where `bare`, its texts are local and without an offset.
    """

    form: str = "date-time"
    resolution_s: float = 1.0
    zone: str = ""
    bare: bool = False

    def truncated(self, at: datetime) -> datetime:
        """The moment as exactly as the system keeps it."""
        if self.resolution_s <= 0.000_001:
            return at
        if self.resolution_s == 1.0:
            return at.replace(microsecond=0)
        step_us = max(1, round(self.resolution_s * 1_000_000))
        since_us = (at - EPOCH) // timedelta(microseconds=1)
        return EPOCH + timedelta(microseconds=since_us - since_us % step_us)

    def show(self, at: datetime) -> JSON:
        """The moment as it stands in a body."""
        if self.form == "s":
            seconds = at.timestamp()
            return floor(seconds) if self.resolution_s >= 1 else seconds
        if self.form == "ms":
            return (at - EPOCH) // timedelta(milliseconds=1)
        local = at.astimezone(zone_of(self.zone)) if self.zone else at
        if self.form == "date":
            return local.date().isoformat()
        if self.bare:
            at = local.replace(tzinfo=None)
        if self.resolution_s >= 1:
            return at.strftime("%Y-%m-%dT%H:%M:%S") + ("" if self.bare else "Z")
        spec = "milliseconds" if self.resolution_s >= 0.001 else "microseconds"
        return at.isoformat(timespec=spec).replace("+00:00", "Z")


def stamper(field: FieldProfile | None, resolution_s: float | None) -> Stamper:
    """How a system writes the moments of a field; where nothing is known, date-times in whole seconds."""
    if field is None:
        return Stamper(resolution_s=resolution_s or 1.0)
    if field.type in {FieldType.INTEGER, FieldType.NUMBER}:
        shown = field.example if isinstance(field.example, int | float) else 0
        milliseconds = shown > _MOST_SECONDS or "milli" in f"{field.unit} {field.format} {field.description}".casefold()
        return Stamper("ms" if milliseconds else "s", resolution_s or (0.001 if milliseconds else 1.0))
    if field.format == "date":
        return Stamper("date", resolution_s or 86_400.0, field.zone)
    example = field.example if isinstance(field.example, str) else ""
    bare = bool(field.zone and len(example) >= 16 and not _OFFSET.search(example))
    return Stamper("date-time", resolution_s or _resolution_of(example), field.zone, bare)


def _resolution_of(example: JSON) -> float:
    if not isinstance(example, str) or "." not in example:
        return 1.0
    digits = example.rsplit(".", 1)[1].rstrip("Z").split("+")[0].split("-")[0]
    return 0.000_001 if len(digits) > 3 else 0.001


def zone_of(name: str) -> tzinfo:
    """The time zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def moment(given: object, epoch: str = "", *, zone: str = "") -> datetime | None:
    """The moment that a text or number means, in UTC, or None; a time without offset is in `zone`, else in UTC."""
    if isinstance(given, bool) or given is None:
        return None
    try:
        if epoch or isinstance(given, int | float) or (isinstance(given, str) and given.isdigit() and len(given) > 8):
            number = float(str(given))
            milliseconds = epoch == "ms" or (not epoch and number > _MOST_SECONDS)
            return EPOCH + timedelta(seconds=number / 1000 if milliseconds else number)
        return _written(str(given), zone)
    except (ValueError, OverflowError, TypeError):
        return None


def _written(text: str, zone: str) -> datetime | None:
    if len(text) > 64:
        return None
    if "," in text:
        return parsedate_to_datetime(text).astimezone(UTC)
    # A plus that was not escaped in a query arrives as a blank.
    found = datetime.fromisoformat(text.strip().replace(" ", "+") if "T" in text else text)
    return (found if found.tzinfo else found.replace(tzinfo=zone_of(zone))).astimezone(UTC)


def http_date(at: datetime) -> str:
    """The moment as the Date header writes it."""
    return format_datetime(at, usegmt=True)
