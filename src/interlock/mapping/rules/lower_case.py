"""The text in small letters. On a two-way row case does not count.

Example: `lower case`; `AB-1` becomes `ab-1`.
Loses: which letters were capital.
Inverse: on a two-way row itself: what was written in small letters comes back in small letters.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._letters import lettering

RULE = Rule(
    shapes=("lower case", "(in )small letters"),
    build=lettering(str.lower),
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("lower case", "AB", "ab"),),
    samples=(
        Sample("lower case", "", ""),
        Sample("lower case", 12, "12"),
        Sample("lower case", "AB-1", "ab-1"),
    ),
)
