"""The text without spaces at its ends. On a two-way row they do not count.

Example: `trim`; ` ab ` becomes `ab`.
Loses: spaces at the ends.
Inverse: on a two-way row itself.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._letters import lettering

RULE = Rule(
    shapes=("trim", "trimmed", "without spaces at its/the ends"),
    build=lettering(str.strip),
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("trim", " ab ", "ab"),),
    samples=(
        Sample("trim", "", ""),
        Sample("trim", " \t\n", ""),
        Sample("trim", " a  b ", "a  b"),
        Sample("trim", "ab", "ab"),
    ),
)
