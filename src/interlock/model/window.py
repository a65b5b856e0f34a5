"""When a system may be written: a span of the day in a time zone, on some days, such as off-peak hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EVERY = frozenset(range(7))
_GROUPS = {
    "weekdays": frozenset(range(5)),
    "working days": frozenset(range(5)),
    "weekends": frozenset({5, 6}),
    "weekend": frozenset({5, 6}),
    "daily": _EVERY,
    "nightly": _EVERY,
    "every day": _EVERY,
    "every night": _EVERY,
}
_CLOCK = r"(\d{1,2})[:.](\d{2})"
_SPAN = re.compile(rf"(?:(?:from|between)\s+)?{_CLOCK}\s*(?:to|until|till|and|–|—|-)\s*{_CLOCK}", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TO = re.compile(r"\s*(?:\bto\b|–|—|-)\s*")
_AND = re.compile(r"\s*(?:,|\band\b|\bor\b)\s*")
_AHEAD = 400
"""So many days are looked at for the next opening; a named date may lie further than a week ahead."""

SHAPE = "weekdays, 22:00 to 04:00 in Europe/Berlin"
"""What people are shown as an example of a window."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `begins` to `ends` by the clocks of `zone`, on these `days` (0 is Monday) or only on `dates`.

    Where it ends at or before the hour it begins, it ends on the next day.
    """

    begins: time
    ends: time
    zone: str
    days: frozenset[int] = _EVERY
    dates: frozenset[date] = frozenset()

    def __str__(self) -> str:
        days = ""
        if self.dates:
            days = " and ".join(day.isoformat() for day in sorted(self.dates)) + ", "
        elif self.days != _EVERY:
            named = {_GROUPS["weekdays"]: "weekdays", _GROUPS["weekends"]: "weekends"}
            days = named.get(self.days) or " and ".join(_DAYS[day].capitalize() for day in sorted(self.days))
            days += ", "
        return f"{days}{self.begins:%H:%M} to {self.ends:%H:%M} in {self.zone}"

    def opening(self, now: datetime) -> tuple[datetime, datetime] | None:
        """The opening that is now, else the next one, as its first and last moment in UTC; None: there is none."""
        return next((span for span in self._openings(now) if span[1] > now), None)

    def _openings(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        for ahead in range(-1, _AHEAD):
            day = today + timedelta(days=ahead)
            if day in self.dates if self.dates else day.weekday() in self.days:
                last = day if self.ends > self.begins else day + timedelta(days=1)
                begin, end = datetime.combine(day, self.begins, zone), datetime.combine(last, self.ends, zone)
                if begin.astimezone(UTC) < end.astimezone(UTC):  # where clocks go on, an hour may be none at all
                    yield begin.astimezone(UTC), end.astimezone(UTC)


def parse(text: str) -> Window:
    """The window that somebody wrote: days or dates if any, a span, the time zone.

    Raises:
        ValueError: it is none; the message says what is missing or not understood.
    """
    said = " ".join(text.split())
    span = _SPAN.search(said)
    if span is None:
        raise ValueError(f"`{said}` names no span of the day such as `22:00 to 04:00`")
    begins, ends = (_clock(*span.group(at, at + 1)) for at in (1, 3))
    before, after = said[: span.start()].strip(" ,;"), said[span.end() :].strip(" ,;.()")
    zone = re.sub(r"^(?:in|by)\s+(?:the time of\s+)?", "", after, flags=re.IGNORECASE)
    if not zone:
        raise ValueError(f"`{said}` names no time zone such as `Europe/Berlin`")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"`{zone}` is no time zone; expected one such as `Europe/Berlin` or `UTC`") from None
    dates = frozenset(date.fromisoformat(day) for day in _DATE.findall(before))
    words = _DATE.sub("", before).strip(" ,;").removeprefix("on ").strip()
    if dates:
        if _AND.sub("", words):
            raise ValueError(f"`{words}` is no day beside a date")
        return Window(begins, ends, zone, dates=dates)
    return Window(begins, ends, zone, _days(words) if words else _EVERY)


def _clock(hour: str, minute: str) -> time:
    if (int(hour), int(minute)) == (24, 0):
        return time()
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError(f"`{hour}:{minute}` is no time of day") from None


def _days(words: str) -> frozenset[int]:
    """The days that are named: a group, one, several, or from one to another."""
    known = _GROUPS.get(words.casefold())
    if known is not None:
        return known
    found: set[int] = set()
    for part in _AND.split(words):
        ends = [_day(name) for name in _TO.split(part, maxsplit=1)]
        if len(ends) == 1:
            found |= ends[0]
            continue
        (first,), (last,) = (sorted(one)[:1] or [0] for one in ends)
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return frozenset(found)


def _day(name: str) -> frozenset[int]:
    word = name.strip().casefold().removesuffix(".")
    group = _GROUPS.get(word)
    if group is not None:
        return group
    for number, day in enumerate(_DAYS):
        if len(word) >= 2 and (day.startswith(word) or word in (f"{day}s", f"{day[:4]}", f"{day[:3]}s")):
            return frozenset({number})
    raise ValueError(f"`{name.strip()}` is no day; expected `weekdays`, `weekends`, a day or a date")
