"""A date with a time becomes the number of seconds or milliseconds since 1970.

A local time without offset is taken in the zone that its field's description names, else in UTC.

Example: `time to Unix seconds`; 2026-02-02T02:40:00Z becomes 1770000000. `time to Unix milliseconds`.
Loses: what is finer than a second, or a millisecond; the offset.
Inverse: the moment, written in UTC.
"""

from __future__ import annotations

from interlock.mapping.domains import MOMENTS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._unix import moment_since, since_1970
from interlock.mapping.values import as_moment, zone_of
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    per_second = 1 if call.args["precisely"] == "seconds" else 1000
    zone = zone_of(call.source)

    def read(value: Canonical) -> Canonical:
        return since_1970(as_moment(value, zone), per_second)

    def shown(value: Canonical) -> Canonical:
        return since_1970(moment_since(value, per_second), per_second)

    return Conversion(Codec(read, lambda value: moment_since(value, per_second)), Codec(shown, itself))


RULE = Rule(
    shapes=(
        "time to Unix {precisely}",
        "time to epoch {precisely}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=MOMENTS,
    loses=(Loss("time to Unix seconds", "2026-11-20T08:15:30.125Z", 1795162530),),
    coarse=True,
    samples=(
        Sample("time to Unix seconds", "", None),
        Sample("time to Unix seconds", "soon", fits=False),
        Sample("time to Unix seconds", "1969-12-31T23:59:59.500Z", -1),
        Sample("time to Unix milliseconds", "2026-02-02T02:40:00.123456Z", 1770000000123),
        Sample("time to Unix seconds", "2026-02-02T03:40:00+01:00", 1770000000),
    ),
)
