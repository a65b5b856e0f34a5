"""Text as the tokens that uncased BERT models read (Devlin et al. 2019, section 3; WordPiece, longest match first).

`vocab.txt` is the vocabulary of the uncased English BERT as Google published it, unchanged (`NOTICE` beside it).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_WORD = re.compile(r"\w+|[^\w\s]")
_LONGEST_WORD = 100


@cache
def _numbers() -> dict[str, int]:
    text = resources.files("interlock.adapters.encoder").joinpath("vocab.txt").read_text(encoding="utf-8")
    return {word: number for number, word in enumerate(text.split("\n")[:-1])}


def token_numbers(text: str, most: int) -> list[int]:
    """The numbers of the tokens of a text, with those that mark its start and end; at most `most` in all."""
    numbers = _numbers()
    folded = unicodedata.normalize("NFD", text.lower())
    plain = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn").replace("_", " _ ")
    found = [numbers[_START]]
    for word in _WORD.findall(plain):
        found.extend(_pieces(word))
        if len(found) >= most - 1:
            break
    return [*found[: most - 1], numbers[_END]]


def _pieces(word: str) -> list[int]:
    numbers = _numbers()
    unknown = [numbers[_UNKNOWN]]
    if len(word) > _LONGEST_WORD:
        return unknown
    found: list[int] = []
    at = 0
    while at < len(word):
        for end in range(len(word), at, -1):
            number = numbers.get(("##" if at else "") + word[at:end])
            if number is not None:
                found.append(number)
                at = end
                break
        else:
            return unknown
    return found
