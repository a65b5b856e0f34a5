"""How near two words or meanings are, and which pairs of fields are worth a closer look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from interlock.suggestion.reading import Reading
from interlock.suggestion.vocabulary import vocabulary

_SPELLED_ALIKE = 0.62
_SHORTEST_SPELLED = 4


def grams(text: str) -> frozenset[str]:
    """The runs of three signs of a text, its ends marked."""
    marked = f"^{text}$"
    return frozenset(marked[i : i + 3] for i in range(len(marked) - 2))


@lru_cache(maxsize=60_000)
def spelled(one: str, other: str) -> float:
    """The share of runs of three signs that two words have in common (Dice's coefficient), from 0 to 1."""
    a, b = grams(one), grams(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


@lru_cache(maxsize=200_000)
def near(one: str, other: str) -> float:
    """How near two meanings are, from 0 to 1: by the vocabulary, else by their spelling."""
    if one == other:
        return 1.0
    told = vocabulary().near.get(one, {}).get(other)
    if told is not None:
        return told
    if len(one) < _SHORTEST_SPELLED or len(other) < _SHORTEST_SPELLED or one[0] == "?" or other[0] == "?":
        return 0.0
    alike = spelled(one, other)
    if one[:4] == other[:4] and min(len(one), len(other)) >= 5:
        alike = max(alike, 0.55)
    return alike * 0.9 if alike >= _SPELLED_ALIKE or (alike >= 0.55 and one[:4] == other[:4]) else 0.0


def soft(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[float, float, float]:
    """How much of each of two weighed sets of meanings the other has.

    Returns:
        the share of both together, the share of the first, the share of the second; each from 0 to 1.
    """
    if not one or not other:
        return 0.0, 0.0, 0.0
    had_one = sum(weight * max(near(a, b) for b in other) for a, weight in one.items())
    had_other = sum(weight * max(near(b, a) for a in one) for b, weight in other.items())
    all_one, all_other = sum(one.values()), sum(other.values())
    return (had_one + had_other) / (all_one + all_other), had_one / all_one, had_other / all_other


def worth_a_look(left: Sequence[Reading], right: Sequence[Reading], most: int) -> set[tuple[int, int]]:
    """Up to `most` partners for each field of both sides, by shared or near meanings and by shared words of prose."""
    spread = _meanings_nearby(left, right)
    holders: dict[str, list[tuple[int, float]]] = {}
    said: dict[str, list[tuple[int, float]]] = {}
    for j, one in enumerate(right):
        for meaning in one.all:
            holders.setdefault(meaning, []).append((j, max(one.name.get(meaning, 0), one.label.get(meaning, 0))))
        for word, weight in one.text.items():
            said.setdefault(word, []).append((j, weight))
    rows: list[dict[int, float]] = []
    for one in left:
        row: dict[int, float] = {}
        for meaning in one.all:
            mine = max(one.name.get(meaning, 0), one.label.get(meaning, 0))
            for other, nearness in spread.get(meaning, ()):
                for j, weight in holders[other]:
                    row[j] = row.get(j, 0.0) + nearness * min(mine, weight)
        for word, weight in one.text.items():
            for j, theirs in said.get(word, ()):
                row[j] = row.get(j, 0.0) + weight * theirs
        rows.append(row)
    return _best_of(rows, len(right), most)


def _meanings_nearby(left: Sequence[Reading], right: Sequence[Reading]) -> dict[str, list[tuple[str, float]]]:
    ours = {meaning for one in left for meaning in one.all}
    theirs = {meaning for one in right for meaning in one.all}
    return {a: [(b, nearness) for b in theirs if (nearness := near(a, b)) > 0.0] for a in ours}


def _best_of(rows: Sequence[Mapping[int, float]], width: int, most: int) -> set[tuple[int, int]]:
    columns: list[list[tuple[float, int]]] = [[] for _ in range(width)]
    found: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        for j in sorted(row, key=lambda j: (-row[j], j))[:most]:
            found.add((i, j))
        for j, weight in row.items():
            columns[j].append((-weight, i))
    for j, column in enumerate(columns):
        found.update((i, j) for _, i in sorted(column)[:most])
    return found
