"""A date as ISO 8601 writes it becomes one in another writing.

Year, month and day are `YYYY` or `YY`, `MMMM`, `MMM`, `MM` or `M`, `DD` or `D`; months have English names. Two
digits of a year mean 1969 to 2068.

Example: `date as `DD.MM.YYYY``; 2026-11-20 becomes 20.11.2026.
Loses: nothing.
Inverse: the date as ISO 8601 writes it.
"""

from __future__ import annotations

from interlock.mapping.domains import DAYS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Rule, Sample
from interlock.mapping.rules._patterns import Pattern
from interlock.mapping.rules._written_dates import iso_days, pattern_days


def _build(call: Call) -> Conversion:
    pattern = Pattern(str(call.args["format"]), times=False)
    return Conversion(iso_days(pattern), pattern_days(pattern))


RULE = Rule(
    shapes=(
        "date as {format}",
        "date written as {format}",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=DAYS,
    samples=(
        Sample("date as `DD.MM.YYYY`", "", None),
        Sample("date as `DD.MM.YYYY`", "soon", fits=False),
        Sample("date as `M/D/YY`", "1901-01-01", fits=False),
        Sample("date as `D MMMM YYYY`", "2026-05-01", "1 May 2026"),
        Sample("date as `YYYYMMDD`", "0987-06-05", "09870605"),
        Sample("date as `DD.MM.YYYY`", "2026-11-20", "20.11.2026"),
    ),
)
