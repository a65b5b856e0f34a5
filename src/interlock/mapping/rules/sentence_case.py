"""The first letter capital, all others small. On a two-way row case does not count.

Example: `sentence case`; `RED SHIRT` becomes `Red shirt`.
Loses: which letters were capital.
Inverse: on a two-way row itself.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._letters import lettering


def as_sentence(text: str) -> str:
    """The text with a capital first letter only."""
    for _ in range(3):  # as in title case
        before, text = text, text[:1].title() + text[1:].lower()
        if text == before:
            break
    return text


RULE = Rule(
    shapes=(
        "sentence case",
        "only the first letter (is )capital",
    ),
    build=lettering(as_sentence),
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("sentence case", "Red Shirt", "Red shirt"),),
    samples=(
        Sample("sentence case", "", ""),
        Sample("sentence case", " A", " a"),
        Sample("sentence case", "ß", "Ss"),
        Sample("sentence case", "RED SHIRT", "Red shirt"),
    ),
)
