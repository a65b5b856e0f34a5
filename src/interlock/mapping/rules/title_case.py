"""Each word with a capital first letter and small ones after it. On a two-way row case does not count.

Example: `title case`; `MIA VAN BERG` becomes `Mia Van Berg`.
Loses: which letters were capital.
Inverse: on a two-way row itself.
"""

from __future__ import annotations

import re

from interlock.mapping.domains import TEXTS
from interlock.mapping.rule import SCALAR, TEXT, Loss, Rule, Sample
from interlock.mapping.rules._letters import lettering


def titled(text: str) -> str:
    """Each word with a capital first letter."""
    for _ in range(3):  # a few letters become two, of which the second is then seen as a letter of its own
        before, text = text, re.sub(r"\S+", lambda word: word[0][0].title() + word[0][1:].lower(), text)
        if text == before:
            break
    return text


RULE = Rule(
    shapes=(
        "title case",
        "each word with a capital",
    ),
    build=lettering(titled),
    inverse=True,
    source_types=SCALAR,
    target_types=TEXT,
    domain=TEXTS,
    loses=(Loss("title case", "McBerg", "Mcberg"),),
    samples=(
        Sample("title case", "", ""),
        Sample("title case", "o'neil-berg", "O'neil-berg"),
        Sample("title case", "ǆ ß", "ǅ Ss"),
        Sample("title case", "MIA VAN  BERG", "Mia Van  Berg"),
    ),
)
