"""Numbers, times and limits as a sum shows them."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from interlock.model.profile import RateLimit

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
_PER = {1.0: "a second", 60.0: "a minute", 3_600.0: "an hour", 86_400.0: "a day", 604_800.0: "a week"}
_ENOUGH = 10


def span(time: timedelta) -> str:
    """`4 min 10 s`, `2 h 52 min`, `1 d`: whole seconds, rounded up; a unit and the next smaller one."""
    seconds = -int(-time.total_seconds() // 1)
    for (size, unit), (below, smaller) in pairwise((*_UNITS, (0, ""))):
        count, rest = divmod(seconds, size)
        if count:
            beside = rest // below if below else 0
            return f"{count:,} {unit} {beside} {smaller}" if beside else f"{count:,} {unit}"
    return "0 s"


def number(value: float) -> str:
    """`5,000`, `12`, `0.4`: a digit after the point only below ten."""
    if value >= _ENOUGH or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 0.1 else "less than 0.1"


def per(seconds: float) -> str:
    """`a minute`, `a day`, `in 10 s`."""
    return _PER.get(float(seconds)) or f"in {span(timedelta(seconds=seconds))}"


def rate(limit: RateLimit) -> str:
    """`120 a minute`, `100 in 10 s`."""
    return f"{limit.requests:,} {per(limit.per_s)}"
