"""Nearness in meaning of all pairs, as the encoder tells it, and how it stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interlock.model.suggestion import Encoder
from interlock.suggestion.reading import Reading, label_of

SEMANTIC = ("near_name", "near_text", "near_name_beside", "near_text_beside")
"""The names of the numbers that an encoder adds, in their order."""

_NEIGHBOURS = 5
_WORDS, _SIGNS = 6, 160

Rows = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Nearness:
    """Nearness of names and of whole texts, with the mean of the nearest few of each row and column.

    What is near to everything says little: the means are taken off (cross-domain similarity local scaling, Conneau
    et al. 2018).
    """

    names: Rows
    texts: Rows
    of_names: tuple[Sequence[float], Sequence[float]]
    of_texts: tuple[Sequence[float], Sequence[float]]

    def numbers(self, i: int, j: int) -> tuple[float, ...]:
        """The numbers of one pair, in the order of `SEMANTIC`."""
        name, text = self.names[i][j], self.texts[i][j]
        return (
            name,
            text,
            name - (self.of_names[0][i] + self.of_names[1][j]) / 2,
            text - (self.of_texts[0][i] + self.of_texts[1][j]) / 2,
        )

    def nearest(self, most: int) -> set[tuple[int, int]]:
        """Up to `most` partners of each field of both sides."""
        found: set[tuple[int, int]] = set()
        both = [[a + b for a, b in zip(*rows, strict=True)] for rows in zip(self.names, self.texts, strict=True)]
        for i, row in enumerate(both):
            found.update((i, j) for j in _top(row, most))
        for j, column in enumerate(zip(*both, strict=True)):
            found.update((i, j) for i in _top(column, most))
        return found


def nearness(encoder: Encoder, left: Sequence[Reading], right: Sequence[Reading]) -> Nearness:
    """What the encoder says of all pairs."""
    ours, theirs = [_texts(one) for one in left], [_texts(one) for one in right]
    names = encoder.alike([one[0] for one in ours], [one[0] for one in theirs])
    texts = encoder.alike([one[1] for one in ours], [one[1] for one in theirs])
    return Nearness(names, texts, _means(names), _means(texts))


def _texts(one: Reading) -> tuple[str, str]:
    label, rest = label_of(one.field)
    name = label.lower() if label else " ".join(one.words[-_WORDS + 1 :])
    text = " ".join(one.words[-_WORDS:]) + (f": {label}" if label else "") + (f". {rest[:_SIGNS]}" if rest else "")
    return name, text


def _means(rows: Rows) -> tuple[Sequence[float], Sequence[float]]:
    return [_mean_of_nearest(row) for row in rows], [_mean_of_nearest(column) for column in zip(*rows, strict=True)]


def _mean_of_nearest(line: Sequence[float]) -> float:
    best = sorted(line, reverse=True)[:_NEIGHBOURS]
    return sum(best) / len(best) if best else 0.0


def _top(line: Sequence[float], most: int) -> list[int]:
    return sorted(range(len(line)), key=lambda at: (-line[at], at))[:most]
