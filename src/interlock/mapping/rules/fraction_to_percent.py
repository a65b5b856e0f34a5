"""A fraction becomes a number of percent.

Example: `fraction to percent`; 0.19 becomes 19.
Loses: nothing.
Inverse: percent as a fraction.
"""

from __future__ import annotations

from interlock.mapping.domains import NUMBERS
from interlock.mapping.rule import NUMBER, TEXT, Call, Conversion, Rule, Sample
from interlock.mapping.rules._lens import two_way
from interlock.mapping.rules._percent import moved


def _build(_call: Call) -> Conversion:
    return two_way(moved(2), moved(-2))


RULE = Rule(
    shapes=(
        "fraction to percent",
        "fraction as percent",
    ),
    build=_build,
    inverse=True,
    source_types=TEXT | NUMBER,
    target_types=TEXT | NUMBER,
    domain=NUMBERS,
    samples=(
        Sample("fraction to percent", "", None),
        Sample("fraction to percent", "many", fits=False),
        Sample("fraction to percent", 0, 0),
        Sample("fraction to percent", -0.005, -0.5),
        Sample("fraction to percent", 0.19, 19),
    ),
)
