"""A moment, and no finer than this; what is finer is cut off. On a two-way row it does not count.

Example: `to the second`; 2026-11-20T08:15:30.125Z becomes 2026-11-20T08:15:30Z. `to the millisecond`, `to the minute`.
Loses: what is finer.
Inverse: on a two-way row itself.
"""

from __future__ import annotations

from datetime import datetime

from interlock.mapping.domains import MOMENTS
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.values import as_moment, zone_of
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    finest = str(call.args["precision"])

    def cut(moment: Canonical) -> Canonical:
        if not isinstance(moment, datetime):
            return moment
        kept = moment.microsecond // 1000 * 1000 if finest == "millisecond" else 0
        return moment.replace(microsecond=kept, second=0 if finest == "minute" else moment.second)

    source, target = zone_of(call.source), zone_of(call.target)

    def shown(value: Canonical) -> Canonical:
        moment = as_moment(value, target)
        return cut(moment) if call.two_way else moment

    return Conversion(Codec(lambda value: cut(as_moment(value, source)), itself), Codec(shown, itself))


RULE = Rule(
    shapes=("to the {precision}",),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=MOMENTS,
    loses=(Loss("to the second", "2026-11-20T08:15:30.125Z", "2026-11-20T08:15:30Z"),),
    coarse=True,
    samples=(
        Sample("to the second", "", None),
        Sample("to the second", "soon", fits=False),
        Sample("to the second", "2026-11-20", fits=False),
        Sample("to the second", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59Z"),
        Sample("to the millisecond", "2026-11-20T08:15:30.123456Z", "2026-11-20T08:15:30.123Z"),
        Sample("to the minute", "2026-11-20T08:15:30.125+01:00", "2026-11-20T07:15:00Z"),
        Sample("to the second", "2026-11-20T08:15:30.125Z", "2026-11-20T08:15:30Z"),
    ),
)
