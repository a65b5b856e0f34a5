"""The text with a fixed text behind it; an empty text stays empty.

Example: `with ` kg` behind`; `12` becomes `12 kg`, on the way back `12` again.
Loses: nothing.
Inverse: the text without it; one that does not end so cannot be brought back.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Rule, Sample
from interlock.mapping.rules._affix import affixing

RULE = Rule(
    shapes=(
        "with {value} behind",
        "suffix {value}",
    ),
    build=affixing(front=False),
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    samples=(
        Sample("with ` kg` behind", "", ""),
        Sample("with ` kg` behind", 0, "0 kg"),
        Sample("with ` kg` behind", "12 kg", "12 kg kg"),
        Sample("with ` kg` behind", "12", "12 kg"),
    ),
)
