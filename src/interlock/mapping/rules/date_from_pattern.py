"""A date in another writing becomes one as ISO 8601 writes it.

Year, month and day are `YYYY` or `YY`, `MMMM`, `MMM`, `MM` or `M`, `DD` or `D`; months have English names. Two
digits of a year mean 1969 to 2068.

Example: `date from `DD.MM.YYYY``; 20.11.2026 becomes 2026-11-20. Also `D MMM YYYY`, `M/D/YY`, `YYYYMMDD`.
Loses: nothing.
Inverse: the date in the first writing.
"""

from __future__ import annotations

from interlock.mapping.domains import WRITTEN_DAYS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Rule, Sample
from interlock.mapping.rules._patterns import Pattern
from interlock.mapping.rules._written_dates import iso_days, pattern_days


def _build(call: Call) -> Conversion:
    pattern = Pattern(str(call.args["format"]), times=False)
    return Conversion(pattern_days(pattern), iso_days(pattern))


RULE = Rule(
    shapes=("date from {format}",),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=WRITTEN_DAYS,
    samples=(
        Sample("date from `DD.MM.YYYY`", "", None),
        Sample("date from `DD.MM.YYYY`", "30.02.2026", fits=False),
        Sample("date from `DD.MM.YYYY`", "2026-11-20", fits=False),
        Sample("date from `M/D/YY`", "1/2/69", "1969-01-02"),
        Sample("date from `D MMM YYYY`", "5 Mar 2026", "2026-03-05"),
        Sample("date from `YYYYMMDD`", 20261120, "2026-11-20"),
        Sample("date from `DD.MM.YYYY`", "20.11.2026", "2026-11-20"),
    ),
)
