"""How names look, whatever letters they are made of."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

HIDDEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control characters, marks that turn direction, blanks without width; joiners, which scripts need, are not here."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

# Letters of other scripts that are drawn as Latin ones, after folding case; from the confusables of Unicode TS 39.
_LATIN: Final = str.maketrans(
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u043a\u043c\u043e\u0440\u051b\u0455\u0442\u0443\u0445\u0432\u043d"
    "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0261\u0131",
    "acdehijkmopqstyxbhabezhikmvoptuxgi",
)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def look(name: str) -> str:
    """What a name looks like: names with the same look cannot be told apart by reading."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    shown = "".join(one for one in plain if unicodedata.category(one) not in _INVISIBLE)
    return " ".join(shown.translate(_LATIN).split())


def hidden_in(name: str) -> bool:
    """Whether a name holds what cannot be seen."""
    return any(unicodedata.category(one) in _INVISIBLE for one in name)


def mixed(name: str) -> bool:
    """Whether a word of a name mixes scripts whose letters look alike."""
    for word in re.findall(r"\w+", name):
        scripts = {_script(one) for one in word if one.isalpha() and not one.isascii()} - {""}
        if any(one.isascii() and one.isalpha() for one in word):
            scripts.add("LATIN")
        if len(scripts) > 1:
            return True
    return False


def spelt(name: str) -> str:
    """The name in backticks, with everything that is not plainly what it looks like as its number: `U+0421`lient."""
    shown = "".join(one if one.isascii() and one.isprintable() else f"<U+{ord(one):04X}>" for one in name[:60])
    return f"`{shown}`"


def _script(letter: str) -> str:
    begin = unicodedata.name(letter, "").partition(" ")[0]
    return begin if begin in _SCRIPTS else ""
