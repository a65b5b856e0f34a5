"""The digits of a text, and nothing else of it.

Example: `digits only`; `DE 811.569-869` becomes `811569869`.
Loses: all other signs.
Inverse: none.
"""

from __future__ import annotations

import re

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._lens import text_changed

RULE = Rule(
    shapes=(
        "digits only",
        "only( the) digits",
    ),
    build=text_changed(lambda text: re.sub(r"[^0-9]", "", text)),
    inverse=False,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("digits only", "DE 12", "12"),),
    samples=(
        Sample("digits only", "", ""),
        Sample("digits only", "none", ""),
        Sample("digits only", "٣", ""),
        Sample("digits only", 12.5, "125"),
        Sample("digits only", "DE 811.569-869", "811569869"),
    ),
)
