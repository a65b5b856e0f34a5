"""The text in capital letters. On a two-way row case does not count.

Example: `upper case`; `ab-1` becomes `AB-1`.
Loses: which letters were small.
Inverse: on a two-way row itself: what was written in capitals comes back in capitals.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._letters import lettering


def upper(text: str) -> str:
    """The text in capital letters."""
    return text.upper()


RULE = Rule(
    shapes=("upper case", "(in )capital letters"),
    build=lettering(upper),
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("upper case", "ab", "AB"),),
    samples=(
        Sample("upper case", "", ""),
        Sample("upper case", 12, "12"),
        Sample("upper case", "straße", "STRASSE"),
        Sample("upper case", "ab-1", "AB-1"),
    ),
)
