"""Dates and times in other writings than ISO 8601: `DD.MM.YYYY`, `M/D/YY h:mm a`, `YYYYMMDD`, `D MMM YYYY`."""

from __future__ import annotations

import re
from datetime import datetime

from interlock.mapping.outcome import Misfit, Problem

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_TOKEN = re.compile(r"YYYY|yyyy|YY|yy|MMMM|MMM|MM|M|DD|dd|D|d|HH|H|hh|h|mm|SSS|ss|a")
_READ = {
    "YYYY": r"(?P<year>\d{4})", "YY": r"(?P<short>\d{2})", "MMMM": r"(?P<name>[A-Za-z]{3,9})",
    "MMM": r"(?P<name>[A-Za-z]{3})", "MM": r"(?P<month>\d{2})", "M": r"(?P<month>\d{1,2})", "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})", "HH": r"(?P<hour>\d{2})", "H": r"(?P<hour>\d{1,2})", "hh": r"(?P<half>\d{2})",
    "h": r"(?P<half>\d{1,2})", "mm": r"(?P<minute>\d{2})", "ss": r"(?P<second>\d{2})", "SSS": r"(?P<milli>\d{3})",
    "a": r"(?P<noon>[AaPp]\.?[Mm]\.?)",
}  # fmt: skip
_GROUP = re.compile(r"\?P<(\w+)>")
# Two digits of a year mean the hundred years that end here.
_LAST_SHORT_YEAR = 2068


class Pattern:
    """A writing of dates, or of dates with times."""

    def __init__(self, words: str, *, times: bool) -> None:
        """Understand the words.

        Raises:
            Problem: a part is missing or doubled.
        """
        self.words = words
        parts: list[tuple[str, bool]] = []
        at = 0
        for found in _TOKEN.finditer(words):
            parts.append((words[at : found.start()], False))
            parts.append((_plain(found[0]), True))
            at = found.end()
        parts.append((words[at:], False))
        self.parts = [part for part in parts if part[0]]
        names = [_GROUP.search(_READ[text])[1] for text, token in self.parts if token]  # type: ignore[index]
        whole = {"year" if name == "short" else "month" if name == "name" else name for name in names}
        hours = bool(whole & {"hour", "half"})
        if len(whole) < len(names) or not {"year", "month", "day"} <= whole or hours is not times:
            wanted = "`DD.MM.YYYY HH:mm`" if times else "`DD.MM.YYYY`"
            raise Problem(
                f"`{words}` is no way to write a date{' with a time' if times else ''}: write it like {wanted}"
            )
        if ("half" in whole) is not ("noon" in whole):
            raise Problem(f"`{words}` counts hours to 12 and does not say which half of the day: write `h:mm a`")
        self.regex = re.compile("".join(_READ[text] if token else re.escape(text) for text, token in self.parts))

    def read(self, text: str) -> datetime:
        """The local date and time that a text writes.

        Raises:
            Misfit: it is not written so, or no such day exists.
        """
        found = self.regex.fullmatch(text)
        if found is None:
            raise Misfit(f"is not written as `{self.words}`")
        said = {name: value for name, value in found.groupdict().items() if value is not None}
        try:
            return datetime(  # noqa: DTZ001 - it is local, and whoever reads it knows where
                _year(said), _month(said), int(said["day"]), _hour(said), int(said.get("minute", 0)),
                int(said.get("second", 0)), int(said.get("milli", 0)) * 1000,
            )  # fmt: skip
        except ValueError as error:
            raise Misfit("is not a day of the calendar") from error

    def write(self, moment: datetime) -> str:
        """The local date and time as it is written here."""
        return "".join(_written(text, moment) if token else text for text, token in self.parts)

    def kept(self, moment: datetime) -> datetime:
        """What of a local time is left when it is written here.

        Raises:
            Misfit: it lies beyond the years that two digits can mean.
        """
        return self.read(self.write(moment))


def _plain(token: str) -> str:
    return {"yyyy": "YYYY", "yy": "YY", "dd": "DD", "d": "D"}.get(token, token)


def _year(said: dict[str, str]) -> int:
    if "year" in said:
        return int(said["year"])
    found = 2000 + int(said["short"])
    return found if found <= _LAST_SHORT_YEAR else found - 100


def _month(said: dict[str, str]) -> int:
    if "month" in said:
        return int(said["month"])
    named = said["name"].title()
    names = _MONTHS if named in _MONTHS else _LONG_MONTHS
    if named not in names:
        raise Misfit("names no month")
    return names.index(named) + 1


def _hour(said: dict[str, str]) -> int:
    if "half" not in said:
        return int(said.get("hour", 0))
    half = int(said["half"])
    if not 1 <= half <= 12:
        raise Misfit("has an hour beyond 12")
    return half % 12 + (12 if said["noon"][0] in "Pp" else 0)


def _written(token: str, moment: datetime) -> str:
    half = moment.hour % 12 or 12
    numbers = {
        "YYYY": f"{moment.year:04d}", "YY": f"{moment.year % 100:02d}", "MMMM": _LONG_MONTHS[moment.month - 1],
        "MMM": _MONTHS[moment.month - 1], "MM": f"{moment.month:02d}", "M": str(moment.month),
        "DD": f"{moment.day:02d}", "D": str(moment.day), "HH": f"{moment.hour:02d}", "H": str(moment.hour),
        "hh": f"{half:02d}", "h": str(half), "mm": f"{moment.minute:02d}", "ss": f"{moment.second:02d}",
        "SSS": f"{moment.microsecond // 1000:03d}", "a": "AM" if moment.hour < 12 else "PM",
    }  # fmt: skip
    return numbers[token]
