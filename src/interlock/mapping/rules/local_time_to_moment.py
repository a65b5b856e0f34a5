"""A local date and time of a time zone becomes a moment, written in UTC.

Example: `local time of Europe/Berlin to UTC`; 2026-11-21T00:30:00 becomes 2026-11-20T23:30:00Z.
Loses: nothing; in the hour that is repeated when summer time ends the first one is taken.
Inverse: the local time of the moment, without offset.
"""

from __future__ import annotations

from datetime import UTC, datetime

from interlock.mapping.domains import MOMENTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Rule, Sample, itself
from interlock.mapping.values import as_moment, moment_text, zone_named
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    zone = zone_named(str(call.args["zone"]))

    def first(value: Canonical) -> Canonical:
        moment = as_moment(value, zone)
        try:
            # The repeated hour cannot be told apart where only the local time is shown, so it never is.
            return moment.astimezone(zone).replace(fold=0).astimezone(UTC) if isinstance(moment, datetime) else moment
        except OverflowError as error:
            raise Misfit("is beyond the calendar") from error

    def utc(value: Canonical) -> Canonical:
        moment = as_moment(value)
        return first(moment_text(moment)) if isinstance(moment, datetime) else moment

    def local(value: Canonical) -> Canonical:
        return value.astimezone(zone).replace(tzinfo=None).isoformat() if isinstance(value, datetime) else value

    return Conversion(Codec(first, local), Codec(utc, itself))


RULE = Rule(
    shapes=(
        "local time of {zone} to UTC",
        "date and time of {zone} to UTC",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT | NUMBER,
    domain=MOMENTS,
    samples=(
        Sample("local time of Europe/Berlin to UTC", "", None),
        Sample("local time of Europe/Berlin to UTC", "soon", fits=False),
        Sample("local time of Europe/Berlin to UTC", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
        Sample("local time of Europe/Berlin to UTC", "2026-11-20T23:30:00+00:00", "2026-11-20T23:30:00Z"),
        Sample("local time of Europe/Berlin to UTC", "2026-11-21 00:30:00", "2026-11-20T23:30:00Z"),
    ),
)
