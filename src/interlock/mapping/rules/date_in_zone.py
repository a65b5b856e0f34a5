"""A moment becomes the date that the calendar showed then in a time zone.

A local time without offset is taken in the zone that its field's description names, else in UTC.

Example: `date in Europe/Berlin`; 2026-11-20T23:30:00Z becomes 2026-11-21.
Loses: the time of day.
Inverse: none.
"""

from __future__ import annotations

from datetime import date, datetime

from interlock.mapping.domains import MOMENTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.values import as_moment, zone_named, zone_of
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    zone = zone_named(str(call.args["zone"]))
    source_zone = zone_of(call.source)

    def day(moment: Canonical) -> Canonical:
        if not isinstance(moment, datetime):
            return moment
        try:
            return moment.astimezone(zone).date()
        except OverflowError as error:
            raise Misfit("is beyond the calendar") from error

    def shown(value: Canonical) -> Canonical:
        if isinstance(value, str) and not value.strip():
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return day(as_moment(value, zone))

    def read(value: Canonical) -> Canonical:
        return day(as_moment(value, source_zone))

    return Conversion(Codec(read, None), Codec(shown, itself))


RULE = Rule(
    shapes=("date in {zone}",),
    build=_build,
    inverse=False,
    source_types=TEXT | NUMBER,
    target_types=TEXT,
    domain=MOMENTS,
    loses=(Loss("date in Europe/Berlin", "2026-11-20T23:00:00Z", "2026-11-21"),),
    samples=(
        Sample("date in Europe/Berlin", "soon", fits=False),
        Sample("date in Europe/Berlin", "2026-11-20", fits=False),
        Sample("date in Europe/Berlin", "9999-12-31T23:30:00Z", fits=False),
        Sample("date in Europe/Berlin", "", None),
        Sample("date in Europe/Berlin", "2026-11-20T22:59:59Z", "2026-11-20"),
        Sample("date in Europe/Berlin", "2026-11-20T23:00:00Z", "2026-11-21"),
        Sample("date in Pacific/Auckland", "2026-11-20T23:30:00+02:00", "2026-11-21"),
        Sample("date in UTC", "2026-11-20T12:00:00", "2026-11-20"),
    ),
)
