"""A moment becomes a local date and time in another writing.

As in dates, with `HH` or `H`, `mm`, `ss` and `SSS`; `hh` or `h` with `a` counts to 12. What the writing cannot hold
does not count: no seconds without `ss`. In the hour that is repeated when summer time ends the first one is taken.

Example: `time as `DD.MM.YYYY HH:mm` in Europe/Berlin`; 2026-11-20T07:15:00Z becomes 20.11.2026 08:15.
Loses: what the writing does not hold, and the offset.
Inverse: the moment, in UTC.
"""

from __future__ import annotations

from interlock.mapping.domains import MOMENTS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._patterns import Pattern
from interlock.mapping.rules._written_dates import iso_moments, pattern_moments
from interlock.mapping.values import zone_named, zone_of


def _build(call: Call) -> Conversion:
    zone = zone_named(str(call.args["zone"]))
    pattern = Pattern(str(call.args["format"]), times=True)
    return Conversion(iso_moments(pattern, zone, zone_of(call.source)), pattern_moments(pattern, zone))


RULE = Rule(
    shapes=(
        "time as {format} in {zone}",
        "date and time as {format} in {zone}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=MOMENTS,
    loses=(Loss("time as `DD.MM.YYYY HH:mm` in UTC", "2026-11-20T08:15:30Z", "20.11.2026 08:15"),),
    coarse=True,
    samples=(
        Sample("time as `DD.MM.YYYY HH:mm` in UTC", "", None),
        Sample("time as `DD.MM.YYYY HH:mm` in UTC", "soon", fits=False),
        Sample("time as `D.M.YY HH:mm` in UTC", "1901-01-01T00:00:00Z", fits=False),
        Sample("time as `M/D/YYYY h:mm a` in UTC", "2026-01-02T12:05:00Z", "1/2/2026 12:05 PM"),
        Sample("time as `YYYY-MM-DD HH:mm:ss.SSS` in UTC", "2026-11-20T08:15:30.125Z", "2026-11-20 08:15:30.125"),
        Sample("time as `DD.MM.YYYY HH:mm` in Europe/Berlin", "2026-11-20T07:15:00Z", "20.11.2026 08:15"),
    ),
)
