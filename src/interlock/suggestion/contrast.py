"""A second look at every pair, beside its rivals and its neighbours.

A good pair is one whose fields have no better partner elsewhere (rival contrast), and whose neighbours meet as well
(the idea of similarity flooding, Melnik et al. 2002, over groups of fields instead of a graph).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from interlock.suggestion.reading import Reading

SECOND = (
    "odds",
    "chance",
    "rival_left",
    "rival_right",
    "margin_left",
    "margin_right",
    "rank_left",
    "rank_right",
    "first_choice",
    "neighbours",
    "group_left",
    "group_right",
    "chosen",
    "beside_best",
)
"""The names of the numbers that the second look adds, in their order."""

_MUTUAL = 0.15
_LOWEST_RANK = 5
_MOST_SUPPORT = 3.0
_SLACK = 1e-12


@dataclass(frozen=True, slots=True)
class Seen:
    """What the second look found of one pair: the numbers in the order of `SECOND`, and how well its groups meet."""

    numbers: tuple[float, ...]
    support: float


def odds(chance: float) -> float:
    """The logarithm of the odds, kept from going to the ends."""
    return math.log((chance + 0.003) / (1 - chance + 0.003))


def second_look(
    pairs: Sequence[tuple[int, int]],
    chances: Sequence[float],
    left: Sequence[Reading],
    right: Sequence[Reading],
) -> list[Seen]:
    """What each pair looks like beside all others, given the chances of a first look."""
    rows, columns = _Line.all(pairs, chances, 0), _Line.all(pairs, chances, 1)
    chosen = greedy(pairs, chances)
    best = sorted((chances[at] for at in chosen), reverse=True)[: max(3, min(len(left), len(right)) // 4)]
    level = odds(sum(best) / len(best)) if best else 0.0
    groups = _Groups(pairs, chances, left, right)
    found = []
    for at, ((i, j), chance) in enumerate(zip(pairs, chances, strict=True)):
        row, column = rows[i], columns[j]
        rivals = row.rival(chance), column.rival(chance)
        own = odds(chance)
        support, group_left, group_right = groups.told(i, j, chance)
        found.append(
            Seen(
                (
                    own,
                    chance,
                    *rivals,
                    own - odds(rivals[0]),
                    own - odds(rivals[1]),
                    float(min(_LOWEST_RANK, row.rank(chance))),
                    float(min(_LOWEST_RANK, column.rank(chance))),
                    float(row.rank(chance) == 0 and column.rank(chance) == 0),
                    min(_MOST_SUPPORT, support),
                    group_left,
                    group_right,
                    float(at in chosen),
                    own - level,
                ),
                support,
            )
        )
    return found


def greedy(pairs: Sequence[tuple[int, int]], chances: Sequence[float]) -> set[int]:
    """The places of pairs taken from the best down, each field at most once."""
    used: tuple[set[int], set[int]] = (set(), set())
    taken: set[int] = set()
    for at in sorted(range(len(pairs)), key=lambda at: (-chances[at], pairs[at])):
        i, j = pairs[at]
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            taken.add(at)
    return taken


@dataclass(slots=True)
class _Line:
    """The chances of one field with all its partners, best first."""

    chances: list[float] = field(default_factory=list)
    ranks: dict[float, int] = field(default_factory=dict)

    @classmethod
    def all(cls, pairs: Sequence[tuple[int, int]], chances: Sequence[float], side: int) -> dict[int, _Line]:
        lines: dict[int, _Line] = {}
        for pair, chance in zip(pairs, chances, strict=True):
            lines.setdefault(pair[side], cls()).chances.append(chance)
        for line in lines.values():
            line.chances.sort(reverse=True)
            for rank, chance in enumerate(line.chances):
                line.ranks.setdefault(chance, rank)
        return lines

    def rival(self, chance: float) -> float:
        """The best of the others."""
        if chance >= self.chances[0] - _SLACK:
            return self.chances[1] if len(self.chances) > 1 else 0.0
        return self.chances[0]

    def rank(self, chance: float) -> int:
        return self.ranks[chance]


class _Groups:
    """How well each group of the left meets each group of the right: the sum of pairs that prefer each other."""

    def __init__(
        self,
        pairs: Sequence[tuple[int, int]],
        chances: Sequence[float],
        left: Sequence[Reading],
        right: Sequence[Reading],
    ) -> None:
        self._blocks = [one.block for one in left], [one.block for one in right]
        self._sizes = Counter(self._blocks[0]), Counter(self._blocks[1])
        best: dict[tuple[str, int, str], float] = {}
        for (i, j), chance in zip(pairs, chances, strict=True):
            for key in (("left", i, right[j].block), ("right", j, left[i].block)):
                best[key] = max(best.get(key, 0.0), chance)
        self._sums: dict[tuple[str, str], float] = {}
        for (i, j), chance in zip(pairs, chances, strict=True):
            ours, theirs = left[i].block, right[j].block
            mutual = min(best["left", i, theirs], best["right", j, ours])
            if chance > _MUTUAL and chance >= mutual - _SLACK:
                self._sums[ours, theirs] = self._sums.get((ours, theirs), 0.0) + chance
        self._tops: tuple[dict[str, list[tuple[float, str]]], dict[str, list[tuple[float, str]]]] = ({}, {})
        for (ours, theirs), total in self._sums.items():
            self._tops[0].setdefault(ours, []).append((total, theirs))
            self._tops[1].setdefault(theirs, []).append((total, ours))
        for tops in self._tops:
            for line in tops.values():
                line.sort(reverse=True)

    def told(self, i: int, j: int, chance: float) -> tuple[float, float, float]:
        """The support of a pair by the rest of its groups, and how far its groups prefer each other, for each side."""
        ours, theirs = self._blocks[0][i], self._blocks[1][j]
        total = self._sums.get((ours, theirs), 0.0)
        fewest = min(self._sizes[0][ours], self._sizes[1][theirs])
        support = (total - chance) / math.sqrt(max(1, fewest - 1)) * (1.0 if ours and theirs else 0.5)
        against = (self._best_other(0, ours, theirs), self._best_other(1, theirs, ours))
        return support, math.tanh(total - against[0]), math.tanh(total - against[1])

    def _best_other(self, side: int, group: str, but: str) -> float:
        return next((total for total, other in self._tops[side].get(group, ()) if other != but), 0.0)
