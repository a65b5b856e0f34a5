"""Which signs no font of this machine has: they would stand on paper as empty boxes, and a name would be lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import typst
from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped] # it has no types

_ALWAYS = 0x500
"""Latin, Greek and Cyrillic are in the fonts that come with the library, and so are most signs of punctuation."""
_SIGNS = frozenset("–—‘’“”„…•·→←↔⇒×÷≤≥≠≈€£¥§©®™°′″−")
_UNSEEN = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn"}


def not_printable(texts: Iterable[str]) -> str:
    """The signs of the texts that no font has, each once, in their order; mostly none."""
    wanted = dict.fromkeys(sign for text in texts for sign in text if _may_lack(sign))
    if not wanted:
        return ""
    lacking = set(wanted)
    for path, number in _font_files():
        if not lacking:
            break
        lacking -= {sign for sign in lacking if ord(sign) in _covered(path, number)}
    return "".join(sign for sign in wanted if sign in lacking)


def _may_lack(sign: str) -> bool:
    return ord(sign) >= _ALWAYS and sign not in _SIGNS and unicodedata.category(sign) not in _UNSEEN


def _font_files() -> list[tuple[str, int]]:
    """Files of fonts with the number of each in its file; those most made for other scripts first."""
    found = {(str(one.path), int(one.index or 0)): str(one.family) for one in typst.Fonts().fonts() if one.path}
    return sorted(found, key=lambda key: (not found[key].startswith("Noto"), key))


@cache
def _covered(path: str, number: int) -> frozenset[int]:
    try:
        with TTFont(path, fontNumber=number, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, AssertionError):
        return frozenset()  # a font that cannot be read prints nothing
