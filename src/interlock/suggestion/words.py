"""Names and sentences taken apart into meanings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from interlock.suggestion.vocabulary import stem, vocabulary

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_a-zA-Z]+")
_LONGEST_NAME = 200
_SHORTEST_PART = 2


class Splitter:
    """Takes names apart; words written together are found by the words that both sides use anywhere.

    Args:
        seen: words of labels, descriptions and of names whose parts are told by case or signs.
    """

    def __init__(self, seen: Iterable[str] = ()) -> None:
        """Keeps the words of both sides beside those of the vocabulary."""
        table = vocabulary()
        self._known = {word for word in table.known if len(word) > 1}
        self._seen = {word for word in seen if len(word) > 2}
        self._split = lru_cache(maxsize=20_000)(self._parted)

    def words(self, part: str) -> tuple[str, ...]:
        """The words of one part of a path, abbreviations written out, plurals undone."""
        found: list[str] = []
        for piece in _PIECE.findall(part[:_LONGEST_NAME]):
            found.extend(self._split(piece.lower()))
        return tuple(found)

    def _parted(self, piece: str) -> tuple[str, ...]:
        table = vocabulary()
        whole = stem(table.abbreviations.get(piece, piece))
        if piece.isdigit() or len(piece) < 5 or whole in self._known or stem(piece) in self._known:
            return (whole,)
        parts = self._cheapest(piece)
        if len(parts) == 1:
            return (whole,)
        return tuple(stem(table.abbreviations.get(part, part)) for part in parts)

    def _cheapest(self, piece: str) -> list[str]:
        """The way to cut a piece into known words that needs the fewest; itself where there is none."""
        size = len(piece)
        best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * size
        for end in range(1, size + 1):
            for start in range(max(0, end - 16), end):
                price = best[start][0] + self._price(piece[start:end], whole=size)
                if price < best[end][0]:
                    best[end] = (price, start)
        if best[size][0] >= self._price(piece, whole=0):
            return [piece]
        parts: list[str] = []
        end = size
        while end:
            parts.append(piece[best[end][1] : end])
            end = best[end][1]
        return parts[::-1]

    def _price(self, word: str, whole: int) -> float:
        if len(word) < _SHORTEST_PART or len(word) == whole:
            return float("inf")
        known = stem(word) in self._known or word in self._known
        if known and len(word) >= 4:
            return 1.0
        if known and len(word) == 3:
            return 1.4
        if word in {"id", "of", "is", "or", "to", "by", "at", "on", "no", "do", "ip", "in"}:
            return 1.6
        if len(word) >= 4 and (word in self._seen or stem(word) in self._seen):
            return 1.6
        return 5.0 if not whole else float("inf")


def meanings(words: Sequence[str]) -> tuple[str, ...]:
    """The meanings of a run of words: the longest phrases first from the left, other words as they are."""
    table = vocabulary()
    found: list[str] = []
    at, size = 0, len(words)
    while at < size:
        for length in range(min(table.longest, size - at), 0, -1):
            run = tuple(words[at : at + length])
            meaning = (table.endings.get(run) if at + length == size else None) or table.phrases.get(run)
            if meaning is not None:
                found.append(meaning)
                at += length
                break
        else:
            found.append(words[at])
            at += 1
    return tuple(found)


def prose(text: str) -> tuple[str, ...]:
    """The words of a sentence in lower case, plurals undone, without those that say nothing."""
    stopped = vocabulary().stopped
    words = (stem(word) for word in re.findall(r"[a-z0-9]+", text[:600].lower()))
    return tuple(word for word in words if word not in stopped)
