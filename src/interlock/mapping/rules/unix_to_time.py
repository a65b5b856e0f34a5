"""A number of seconds or milliseconds since 1970 becomes a date with a time, in UTC.

Example: `Unix seconds to time`; 1770000000 becomes 2026-02-02T02:40:00Z. `Unix milliseconds to time`.
Loses: nothing.
Inverse: the whole seconds or milliseconds of the moment; what is finer does not count.
"""

from __future__ import annotations

from interlock.mapping.domains import UNIX
from interlock.mapping.rule import NUMBER, TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.mapping.rules._unix import moment_since, since_1970, whole
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    per_second = 1 if call.args["precisely"] == "seconds" else 1000

    def read(value: Canonical) -> Canonical:
        found = since_1970(moment_since(value, per_second), per_second)
        return moment_since(found, per_second)

    return Conversion(
        Codec(read, lambda value: since_1970(value, per_second)),
        Codec(lambda value: whole(value, per_second), itself),
    )


RULE = Rule(
    shapes=(
        "Unix {precisely} to time",
        "epoch {precisely} to time",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT,
    domain=UNIX,
    loses=(Loss("Unix seconds to time", 1770000000.25, "2026-02-02T02:40:00Z"),),
    samples=(
        Sample("Unix seconds to time", "", None),
        Sample("Unix seconds to time", "soon", fits=False),
        Sample("Unix seconds to time", 10**15, fits=False),
        Sample("Unix seconds to time", 0, "1970-01-01T00:00:00Z"),
        Sample("Unix seconds to time", -1, "1969-12-31T23:59:59Z"),
        Sample("Unix milliseconds to time", 1770000000123, "2026-02-02T02:40:00.123Z"),
        Sample("Unix seconds to time", 1770000000, "2026-02-02T02:40:00Z"),
    ),
)
