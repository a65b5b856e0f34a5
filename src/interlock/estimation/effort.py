"""From counts and weights to drawn hours, by kind of work, phase and role."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from interlock.estimation.draws import Chances, added, factors, shares, spread_out
from interlock.estimation.driver import drivers
from interlock.estimation.weights import ThreePoint, Weights, Work
from interlock.model.estimate import Phase, Role


@dataclass(frozen=True)
class Deck:
    """All that is drawn, once; every estimate of the same deck differs by what is counted only."""

    weights: Weights
    chances: Chances
    rounds: int

    @cached_property
    def each(self) -> Mapping[Work, list[float]]:
        """For each kind of work the hours of one, drawn."""
        return {work: self._drawn(f"{work.driver}/{work.phase}/{work.role}", work.hours) for work in self.weights.work}

    @cached_property
    def common(self) -> list[float]:
        """What all work shares, as values of the standard normal."""
        return factors(self.chances("common"), self.rounds)

    @cached_property
    def management(self) -> list[float]:
        """The project manager's part of everybody else's hours, drawn."""
        return self._drawn("management", self.weights.management)

    def wait(self, name: str, days: ThreePoint) -> list[float]:
        """Drawn working days of waiting for one thing."""
        return self._drawn(f"waiting/{name}", days)

    def _drawn(self, name: str, point: ThreePoint) -> list[float]:
        return shares(point, self.chances(name), self.rounds)


@dataclass(frozen=True)
class Effort:
    """Drawn hours; every list has one value for each round of the deck."""

    by_driver: Mapping[str, list[float]]
    cells: Mapping[tuple[Phase, Role], list[float]]
    rounds: int

    @cached_property
    def total(self) -> list[float]:
        """All hours together."""
        return added(list(self.cells.values()), self.rounds)

    def phase(self, phase: Phase) -> list[float]:
        """The hours of a phase."""
        return added([hours for (at, _), hours in self.cells.items() if at is phase], self.rounds)

    def role(self, role: Role) -> list[float]:
        """The hours of a role."""
        return added([hours for (_, whose), hours in self.cells.items() if whose is role], self.rounds)


def effort(counts: Mapping[str, int], deck: Deck, *, scale: Mapping[Phase, float] | None = None) -> Effort:
    """The hours that so many of each driver take.

    Args:
        counts: how many there are of each driver.
        deck: weights and what was drawn.
        scale: what the hours of each phase are multiplied by, as a team's own history says.
    """
    spread = spread_of(counts, deck.weights)
    by_driver: dict[str, list[list[float]]] = {}
    parts: dict[tuple[Phase, Role], list[list[float]]] = {}
    for work, each in deck.each.items():
        count = counts.get(work.driver, 0) * (1.0 if scale is None else scale.get(work.phase, 1.0))
        if count:
            hours = spread_out([count * one for one in each], deck.common, spread)
            by_driver.setdefault(work.driver, []).append(hours)
            parts.setdefault((work.phase, work.role), []).append(hours)
    cells = {cell: added(hours, deck.rounds) for cell, hours in parts.items()}
    _manage(cells, deck)
    return Effort({name: added(hours, deck.rounds) for name, hours in by_driver.items()}, cells, deck.rounds)


def spread_of(counts: Mapping[str, int], weights: Weights) -> float:
    """The standard deviation of the logarithm of what all work shares, with so much still open."""
    wide = sum(count for name, count in counts.items() if name in drivers() and drivers()[name].widens)
    return min(weights.most, math.sqrt(weights.common**2 + weights.each * wide))


def _manage(cells: dict[tuple[Phase, Role], list[float]], deck: Deck) -> None:
    """Add the project manager's share of each phase's hours."""
    for phase in Phase:
        others = [hours for (at, _), hours in cells.items() if at is phase]
        if not others:
            continue
        managed = [part * sum(hours) for part, *hours in zip(deck.management, *others, strict=True)]
        key = (phase, Role.PROJECT_MANAGER)
        cells[key] = added([cells[key], managed], deck.rounds) if key in cells else managed
