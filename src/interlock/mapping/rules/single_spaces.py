"""The text with single spaces between words and none at its ends. On a two-way row they do not count.

Example: `single spaces`; ` a   b ` becomes `a b`.
Loses: how many spaces there were.
Inverse: on a two-way row itself.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._letters import lettering

RULE = Rule(
    shapes=(
        "single spaces",
        "with single spaces",
        "collapse spaces",
    ),
    build=lettering(lambda text: " ".join(text.split())),
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("single spaces", "a  b", "a b"),),
    samples=(
        Sample("single spaces", "", ""),
        Sample("single spaces", " \t\n", ""),
        Sample("single spaces", " a   b ", "a b"),
        Sample("single spaces", "a b", "a b"),
    ),
)
