"""The last name of a full name; what it is tells the rule `full name to first and last name`.

Example: `last name of the full name`; `Ludwig van Beethoven` becomes `van Beethoven`.
Loses: the first name.
Inverse: none.
"""

from __future__ import annotations

from interlock.mapping.domains import NAMES
from interlock.mapping.rule import TEXT, Loss, Rule, Sample
from interlock.mapping.rules._lens import text_changed
from interlock.mapping.rules._people import parted

RULE = Rule(
    shapes=(
        "last name of the full name",
        "last name of a full name",
    ),
    build=text_changed(lambda text: parted(text)[1]),
    inverse=False,
    source_types=TEXT,
    target_types=TEXT,
    domain=NAMES,
    loses=(Loss("last name of the full name", "Mia Berg", "Berg"),),
    samples=(
        Sample("last name of the full name", "", ""),
        Sample("last name of the full name", "Berg", "Berg"),
        Sample("last name of the full name", "Berg, Mia", "Berg"),
        Sample("last name of the full name", "Ludwig van Beethoven", "van Beethoven"),
        Sample("last name of the full name", "Mia Berg", "Berg"),
    ),
)
