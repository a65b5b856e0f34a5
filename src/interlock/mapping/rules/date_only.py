"""The date of a moment as it is written, whatever the time zone: the part in front of the time.

Example: `date only`; 2026-11-20T23:30:00+01:00 becomes 2026-11-20. Where the zone counts, write `date in ZONE`.
Loses: the time of day and the offset.
Inverse: none.
"""

from __future__ import annotations

from datetime import datetime

from interlock.mapping.domains import MOMENTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import TEXT, Call, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._lens import one_way
from interlock.mapping.values import as_text
from interlock.model.value import Canonical


def _read(value: Canonical) -> Canonical:
    text = str(as_text(value)).strip()
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).date() if len(text) <= 40 else _misfit()
    except ValueError:
        return _misfit()


def _misfit() -> Canonical:
    raise Misfit("does not begin with a date")


def _build(_call: Call) -> Conversion:
    return one_way(_read, _read)


RULE = Rule(
    shapes=(
        "date only",
        "only the date",
    ),
    build=_build,
    inverse=False,
    source_types=TEXT,
    target_types=TEXT,
    domain=MOMENTS,
    loses=(Loss("date only", "2026-11-20T23:30:00+01:00", "2026-11-20"),),
    samples=(
        Sample("date only", "", None),
        Sample("date only", "soon", fits=False),
        Sample("date only", "2026-02-30T00:00:00Z", fits=False),
        Sample("date only", "2026-11-20", "2026-11-20"),
        Sample("date only", "2026-11-20 08:00:00", "2026-11-20"),
        Sample("date only", "2026-11-20T23:30:00+01:00", "2026-11-20"),
    ),
)
