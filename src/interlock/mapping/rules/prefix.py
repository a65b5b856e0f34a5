"""The text with a fixed text in front of it; an empty text stays empty.

Example: `with `INV-` in front`; `12` becomes `INV-12`, on the way back `12` again.
Loses: nothing.
Inverse: the text without it; one that does not begin so cannot be brought back.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Rule, Sample
from interlock.mapping.rules._affix import affixing

RULE = Rule(
    shapes=(
        "with {value} in front",
        "prefix {value}",
    ),
    build=affixing(front=True),
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    samples=(
        Sample("with `INV-` in front", "", ""),
        Sample("with `INV-` in front", 0, "INV-0"),
        Sample("with `INV-` in front", "INV-12", "INV-INV-12"),
        Sample("with `INV-` in front", "12", "INV-12"),
    ),
)
