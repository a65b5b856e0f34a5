"""A moment becomes the local date and time in a time zone, without offset unless the field must have one.

Example: `date and time in Europe/Berlin`; 2026-11-20T23:30:00Z becomes 2026-11-21T00:30:00.
Loses: which of the two it was in the hour that is repeated when summer time ends (the first is taken).
Inverse: the local time becomes the moment, written in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime

from interlock.mapping.domains import MOMENTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.values import as_moment, zone_named, zone_of
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    zone = zone_named(str(call.args["zone"]))
    source_zone = zone_of(call.source)
    with_offset = call.target is not None and call.target.format == "date-time"

    def first(moment: Canonical) -> Canonical:
        # The repeated hour cannot be told apart where only the local time is shown, so it never is.
        if not isinstance(moment, datetime):
            return moment
        try:
            return moment.astimezone(zone).replace(fold=0).astimezone(UTC)
        except OverflowError as error:
            raise Misfit("is beyond the calendar") from error

    def local(value: Canonical) -> Canonical:
        if not isinstance(value, datetime):
            return value
        shown = value.astimezone(zone)
        return (shown if with_offset else shown.replace(tzinfo=None)).isoformat()

    return Conversion(
        Codec(lambda value: first(as_moment(value, source_zone)), itself),
        Codec(lambda value: first(as_moment(value, zone)), local),
    )


RULE = Rule(
    shapes=("date and time in {zone}", "local time in {zone}"),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT,
    domain=MOMENTS,
    loses=(Loss("date and time in Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00"),),
    samples=(
        Sample("date and time in Europe/Berlin", "soon", fits=False),
        Sample("date and time in Europe/Berlin", "0001-01-01T00:00:00+14:00", fits=False),
        Sample("date and time in Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00"),
        Sample("date and time in Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00"),
        Sample("date and time in Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
        Sample("date and time in UTC", "2026-11-20T23:30:00.125+01:00", "2026-11-20T22:30:00.125000"),
        Sample("date and time in Europe/Berlin", "2026-11-20T23:30:00Z", "2026-11-21T00:30:00"),
    ),
)
