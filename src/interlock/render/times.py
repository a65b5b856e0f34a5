"""Moments and spans as people read them."""

from __future__ import annotations

from datetime import datetime, timedelta

_UNITS = (("d", 86400), ("h", 3600), ("min", 60))


def age(since: datetime, now: datetime) -> str:
    """How long ago, in the largest unit of which there is at least one: `3 d`, `4 min`, `12 s`."""
    return span((now - since).total_seconds())


def ago(then: datetime | None, now: datetime) -> str:
    """`4 min ago`, or `never`."""
    return "never" if then is None else f"{age(then, now)} ago"


def span(seconds: float) -> str:
    """The whole units of a time, in the largest one of which there is at least one."""
    seconds = max(seconds, 0)
    for unit, length in _UNITS:
        if seconds >= length:
            return f"{seconds // length:.0f} {unit}"
    return f"{seconds:.0f} s"


def spanned(seconds: float) -> str:
    """A measured time with two digits that count: `0.84 s`, `4.2 min`, `1.5 h`."""
    for unit, length in _UNITS:
        if seconds >= length:
            return f"{_two(seconds / length)} {unit}"
    return f"{_two(seconds)} s"


def _two(number: float) -> str:
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}" if number >= 1 else f"{number:.2f}"


def every(time: timedelta) -> str:
    """A time that somebody wrote, as it is read: `5 min`, `90 s`, `2 h`."""
    seconds = time.total_seconds()
    for unit, length in _UNITS:
        if seconds >= length and seconds % length == 0:
            return f"{seconds // length:.0f} {unit}"
    return f"{seconds:g} s"
