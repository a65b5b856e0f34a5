"""Drawing outcomes: three-point estimates as beta distributions, and what all work shares as a lognormal factor.

A beta distribution between least and most whose mean is (least + 4 likely + most) / 6 is that of PERT (Malcolm et al.,
Operations Research 7(5), 1959). Everything that one kind of work takes moves together: if the first ten fields take
longer than thought, so do the next ten; drawing each by itself would make the sum look surer than it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from interlock.estimation.weights import ThreePoint
from interlock.model.estimate import Range


class Chance(Protocol):
    """Where drawn numbers come from (`random.Random` is one)."""

    def betavariate(self, alpha: float, beta: float, /) -> float:
        """A number between 0 and 1 of the beta distribution."""
        ...

    def gauss(self, mu: float, sigma: float, /) -> float:
        """A number of the normal distribution."""
        ...


Chances: TypeAlias = Callable[[str], Chance]
"""A source of its own for each name, so that what one work draws does not depend on what other work there is: the same
document with something left out is compared draw by draw, and never takes longer."""


def shares(point: ThreePoint, chance: Chance, rounds: int) -> list[float]:
    """So many drawn values of a three-point estimate."""
    width = point.high - point.low
    if width <= 0:
        return [point.low] * rounds
    alpha = 1 + 4 * (point.likely - point.low) / width
    beta = 1 + 4 * (point.high - point.likely) / width
    return [point.low + width * chance.betavariate(alpha, beta) for _ in range(rounds)]


def factors(chance: Chance, rounds: int) -> list[float]:
    """Drawn values of the standard normal, of which a spread makes factors: exp(spread x value), median 1."""
    return [chance.gauss(0.0, 1.0) for _ in range(rounds)]


def spread_out(values: Sequence[float], normals: Sequence[float], spread: float) -> list[float]:
    """The values, each times its factor."""
    return [value * math.exp(spread * normal) for value, normal in zip(values, normals, strict=True)]


def added(parts: Sequence[Sequence[float]], rounds: int) -> list[float]:
    """The sums, outcome by outcome."""
    return [math.fsum(outcome) for outcome in zip(*parts, strict=True)] if parts else [0.0] * rounds


def range_of(values: Sequence[float]) -> Range:
    """What half, four in five and nineteen in twenty of the values do not exceed."""
    ordered = sorted(values)

    def at(part: float) -> float:
        return ordered[min(len(ordered) - 1, max(0, math.ceil(part * len(ordered)) - 1))]

    return Range(at(0.50), at(0.80), at(0.95))
