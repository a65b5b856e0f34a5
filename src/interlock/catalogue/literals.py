"""The words that a cucumber expression cannot do without: most expressions need not be tried on most texts."""

from __future__ import annotations

import re
from functools import cache

# The only letters beyond ASCII that match one of ASCII where upper and lower case do not count.
_AS_ASCII = str.maketrans({"ı": "i", "İ": "i", "ſ": "s", "\u212a": "k"})
_ESCAPED = re.compile(r"\\.")
_OPTIONAL = re.compile(r"\([^)]*\)")
_PARAMETER = re.compile(r"\{[^}]*\}")
# Stands for what may be anything.
_GAP = "\0"


@cache
def literals(expression: str) -> tuple[str, ...]:
    """Pieces of words that stand in every text which the expression matches, in lower case, the longest first."""
    said = _ESCAPED.sub(_GAP, expression)
    said = _PARAMETER.sub(f" {_GAP} ", _OPTIONAL.sub(_GAP, said))
    words = (word for word in said.split() if "/" not in word)  # `a/b` is one word or the other
    pieces = {piece.lower() for word in words for piece in word.split(_GAP) if piece}
    plain = (piece for piece in pieces if piece.isascii() or piece == piece.upper())
    return tuple(sorted(plain, key=lambda piece: (-len(piece), piece)))


def in_lower_case(text: str) -> str:
    """The text as `literals` are compared with it."""
    return text.lower() if text.isascii() else text.translate(_AS_ASCII).lower()


def has_all(text: str, pieces: tuple[str, ...]) -> bool:
    """Whether all pieces stand somewhere in a text that is in lower case."""
    return all(map(text.__contains__, pieces))
