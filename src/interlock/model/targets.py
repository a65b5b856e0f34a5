"""The day that a document aims at, and the hours in which it goes live."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from interlock.model.document import DateRow, Document

_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NAMES = (
    re.compile(r"\btarget\b", re.IGNORECASE),
    re.compile(r"\bgo[- ]?live\b|\blaunch\b", re.IGNORECASE),
    re.compile(r"\bdeadline\b", re.IGNORECASE),
)
_WINDOWS = (
    re.compile(r"go(?:ing)?[- ]?live.*window|window.*go(?:ing)?[- ]?live", re.IGNORECASE),
    re.compile(r"window|off[- ]?peak|maintenance|cut-?over", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Target:
    """What the row of Dates says, and its day."""

    what: str
    day: date


def target_of(document: Document) -> Target | None:
    """The row of Dates called a target, else one of going live, else a deadline; None where none has a day."""
    for name in _NAMES:
        for row in document.dates:
            day = _day(row)
            if day is not None and name.search(row.what):
                return Target(row.what, day)
    return None


def window_row(document: Document) -> DateRow | None:
    """The row of Dates that says when it goes live, else one of quiet hours; None where neither says anything."""
    rows = [row for row in document.dates if row.when.strip()]
    return next((row for name in _WINDOWS for row in rows if name.search(row.what)), None)


def _day(row: DateRow) -> date | None:
    found = _DAY.search(row.when)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
