"""Numbers of pairs into chances: two logistic lines, one for each look, with weights from `weights.toml`.

The weights were learned from field lists of real systems with the mappings that published connectors make between
them; `benchmarks/train_suggestions.py` learns them anew.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from interlock.model.fact import Confidence


@dataclass(frozen=True, slots=True)
class Line:
    """A logistic line: what stands alone, and a weight for each number."""

    alone: float
    weights: tuple[float, ...]

    def chance(self, numbers: Sequence[float], more: float = 0.0) -> float:
        """How likely a pair with these numbers is right, from 0 to 1; `more` is added to the odds."""
        total = self.alone + more
        for weight, number in zip(self.weights, numbers, strict=True):
            total += weight * number
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


@dataclass(frozen=True, slots=True)
class Weights:
    """Both lines, and from which chance on a pair is called sure, likely and possible."""

    first: Line
    second: Line
    sure: float
    likely: float
    possible: float

    def confidence(self, chance: float) -> Confidence:
        """What a chance is called; what is not even possible is shown as possible where someone asks for more."""
        if chance >= self.sure:
            return Confidence.SURE
        if chance >= self.likely:
            return Confidence.LIKELY
        return Confidence.POSSIBLE


@cache
def weights(semantic: bool, first: tuple[str, ...], second: tuple[str, ...]) -> Weights:
    """The weights that come with the program, those for nearness in meaning among them or not.

    Args:
        semantic: whether the numbers tell of nearness in meaning.
        first: the names of the numbers of the first look, in their order.
        second: those of the second look.
    """
    text = resources.files("interlock.suggestion").joinpath("weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["with_encoder" if semantic else "without"]
    marks = table["marks"]
    return Weights(
        _line(table["first"], first),
        _line(table["second"], second),
        float(marks["sure"]),
        float(marks["likely"]),
        float(marks["possible"]),
    )


def _line(table: dict[str, float], names: Sequence[str]) -> Line:
    return Line(float(table["alone"]), tuple(float(table[name]) for name in names))
