"""A local date and time in another writing becomes a moment, in UTC.

As in dates, with `HH` or `H`, `mm`, `ss` and `SSS`; `hh` or `h` with `a` counts to 12. What the writing cannot hold
does not count: no seconds without `ss`. In the hour that is repeated when summer time ends the first one is taken.

Example: `time from `DD.MM.YYYY HH:mm` in Europe/Berlin`; 20.11.2026 08:15 becomes 2026-11-20T07:15:00Z.
Loses: nothing.
Inverse: the local time in the first writing.
"""

from __future__ import annotations

from interlock.mapping.domains import WRITTEN_TIMES
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Rule, Sample
from interlock.mapping.rules._patterns import Pattern
from interlock.mapping.rules._written_dates import iso_moments, pattern_moments
from interlock.mapping.values import zone_named, zone_of


def _build(call: Call) -> Conversion:
    zone = zone_named(str(call.args["zone"]))
    pattern = Pattern(str(call.args["format"]), times=True)
    return Conversion(pattern_moments(pattern, zone), iso_moments(pattern, zone, zone_of(call.target)))


RULE = Rule(
    shapes=(
        "time from {format} in {zone}",
        "date and time from {format} in {zone}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=WRITTEN_TIMES,
    samples=(
        Sample("time from `DD.MM.YYYY HH:mm` in UTC", "", None),
        Sample("time from `DD.MM.YYYY HH:mm` in UTC", "20.11.2026", fits=False),
        Sample("time from `DD.MM.YYYY HH:mm` in UTC", "20.11.2026 24:00", fits=False),
        Sample("time from `M/D/YYYY h:mm a` in UTC", "1/2/2026 12:05 am", "2026-01-02T00:05:00Z"),
        Sample("time from `YYYYMMDDHHmmss` in UTC", "20261120081530", "2026-11-20T08:15:30Z"),
        Sample("time from `DD.MM.YYYY HH:mm` in Europe/Berlin", "20.11.2026 08:15", "2026-11-20T07:15:00Z"),
    ),
)
