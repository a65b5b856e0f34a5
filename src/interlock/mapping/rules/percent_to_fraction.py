"""A number of percent becomes a fraction of one.

Example: `percent to fraction`; 19 becomes 0.19.
Loses: nothing.
Inverse: the fraction as percent.
"""

from __future__ import annotations

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Rule, Sample
from interlock.mapping.rules._lens import two_way
from interlock.mapping.rules._percent import moved


def _build(_call: Call) -> Conversion:
    return two_way(moved(-2), moved(2))


RULE = Rule(
    shapes=(
        "percent to (a )fraction",
        "percent as (a )fraction",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    samples=(
        Sample("percent to fraction", "", None),
        Sample("percent to fraction", "many", fits=False),
        Sample("percent to fraction", 0, 0),
        Sample("percent to fraction", -0.5, -0.005),
        Sample("percent to fraction", 19, 0.19),
    ),
)
