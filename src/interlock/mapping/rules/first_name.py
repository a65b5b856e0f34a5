"""The first name of a full name; what it is tells the rule `full name to first and last name`.

Example: `first name of the full name`; `Mia Berg` becomes `Mia`.
Loses: the last name.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import NAMES
from interlock.mapping.rule import TEXT, Loss, Rule, Sample
from interlock.mapping.rules._lens import text_changed
from interlock.mapping.rules._people import parted

RULE = Rule(
    shapes=(
        "first name of the full name",
        "first name of a full name",
    ),
    build=text_changed(lambda text: parted(text)[0]),
    inverse=False,
    source_types=TEXT,
    target_types=TEXT,
    domain=NAMES,
    loses=(Loss("first name of the full name", "Mia Berg", "Mia"),),
    samples=(
        Sample("first name of the full name", "", ""),
        Sample("first name of the full name", "Berg", ""),
        Sample("first name of the full name", "Berg, Mia", "Mia"),
        Sample("first name of the full name", "Ludwig van Beethoven", "Ludwig"),
        Sample("first name of the full name", "Mia Berg", "Mia"),
    ),
)
