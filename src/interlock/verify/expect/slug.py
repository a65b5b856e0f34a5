"""The text as it stands in addresses."""

from __future__ import annotations

import unicodedata

from interlock.verify.expect._base import Ask
from interlock.verify.expect._one_way import one_way

_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"}


def _slug(_ask: Ask, text: str) -> str:
    words: list[str] = [""]
    for letter in text.lower():
        plain = _LETTERS.get(letter) or unicodedata.normalize("NFKD", letter)
        for sign in plain:
            if sign.isascii() and sign.isalnum():
                words[-1] += sign.lower()
            elif sign.isascii() and words[-1]:
                words.append("")
    return "-".join(word for word in words if word)


expectation = one_way(_slug)
