"""A date becomes a moment: the start of that day, or noon, in a time zone.

Example: `start of the day in Europe/Berlin`; 2026-11-20 becomes 2026-11-19T23:00:00Z. `noon in UTC`.
Loses: nothing; on the way back, the time of day.
Inverse: the date that the calendar of the zone shows at the moment.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from interlock.mapping.domains import DAYS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.values import as_moment, as_text, zone_named
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    zone = zone_named(str(call.args["zone"]))
    hour = 12 if call.args["begins"] == "noon" else 0

    def read(value: Canonical) -> Canonical:
        text = str(as_text(value)).strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise Misfit("is not a date") from error

    def day(value: Canonical) -> Canonical:
        moment = as_moment(value, zone)
        try:
            return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
        except OverflowError as error:
            raise Misfit("is beyond the calendar") from error

    def begun(value: Canonical) -> Canonical:
        if not isinstance(value, date):
            return value
        try:
            return datetime.combine(value, time(hour), zone).astimezone(UTC)
        except OverflowError as error:
            raise Misfit("is beyond the calendar") from error

    return Conversion(Codec(read, itself), Codec(day, begun))


RULE = Rule(
    shapes=("{begins} in {zone}",),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT | NUMBER,
    domain=DAYS,
    samples=(
        Sample("start of the day in Europe/Berlin", "", None),
        Sample("start of the day in Europe/Berlin", "soon", fits=False),
        Sample("start of the day in Europe/Berlin", "2026-02-30", fits=False),
        Sample("start of the day in America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
        Sample("start of the day in Europe/Berlin", "2026-07-01", "2026-06-30T22:00:00Z"),
        Sample("noon in UTC", "2026-11-20", "2026-11-20T12:00:00Z"),
        Sample("start of the day in Europe/Berlin", "2026-11-20", "2026-11-19T23:00:00Z"),
    ),
)
