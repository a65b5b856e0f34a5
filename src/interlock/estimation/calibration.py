"""Calibration: what a team's own finished integrations say about the weights.

The logarithm of actual by estimated hours is taken as normal, its mean drawn towards 0 (the weights are right) as a
normal prior says: few integrations change little, many decide. The spread is pooled with that of the weights.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from interlock.estimation.draws import range_of
from interlock.estimation.effort import Deck, effort
from interlock.estimation.schedule import WEEK, schedule
from interlock.model.estimate import Accuracy, Fit, Phase, Range

_PRIOR = 0.7
"""How far the weights are off for a team, as a standard deviation of the logarithm: a factor of two is common."""

_DEGREES = 3
"""How many integrations the weights' own spread counts for."""

_NEAR = 0.25
_LEAST_LEFT = 2
"""Integrations that must be left when one is left out."""


@dataclass(frozen=True, slots=True)
class Finished:
    """One finished integration: how many there were of each driver, and what it took.

    `hours` has a phase as its key, or None for the whole; `weeks` are from the first day to going live.
    """

    name: str
    counts: Mapping[str, int]
    hours: Mapping[Phase | None, float]
    weeks: float | None = None

    @property
    def total(self) -> float:
        """All hours."""
        whole = self.hours.get(None)
        return whole if whole is not None else math.fsum(self.hours.values())


@dataclass(frozen=True)
class Calibration:
    """What to multiply with, the deck with the spread that was seen, and how well it all fits."""

    scale: Mapping[Phase, float]
    weeks_factor: float
    deck: Deck
    fit: Fit


def calibrate(finished: Sequence[Finished], deck: Deck) -> Calibration:
    """Weights that agree with what finished integrations took; at least one is needed."""
    plain = [_foretold(one, deck, {}) for one in finished]
    scale, spread = _learned(finished, plain, deck)
    weeks = _weeks_factor(finished, deck, scale)
    factor: dict[Phase | None, float] = {None: _shrunk(_ratios(finished, plain, None))}
    factor |= {phase: scale[phase] for phase in Phase if any(phase in one.hours for one in finished)}
    fit = Fit(
        integrations=len(finished),
        factor=factor,
        spread=spread,
        plain=_accuracy(finished, [one[None] for one in plain]),
        calibrated=_left_out(finished, plain, deck),
        weeks_factor=weeks,
    )
    seen = replace(deck, weights=replace(deck.weights, common=spread))
    return Calibration(scale, weeks if weeks is not None else 1.0, seen, fit)


def _foretold(one: Finished, deck: Deck, scale: Mapping[Phase, float]) -> dict[Phase | None, Range]:
    drawn = effort(one.counts, deck, scale=scale)
    return {None: range_of(drawn.total), **{phase: range_of(drawn.phase(phase)) for phase in Phase}}


def _learned(
    finished: Sequence[Finished], plain: Sequence[Mapping[Phase | None, Range]], deck: Deck
) -> tuple[dict[Phase, float], float]:
    """The factor of each phase, and the spread that remains."""
    ratios = _ratios(finished, plain, None)
    whole = _shrunk(ratios)
    scale = {}
    for phase in Phase:
        beyond = [ratio - math.log(whole) for ratio in _ratios(finished, plain, phase)]
        scale[phase] = whole * (_shrunk(beyond) if beyond else 1.0)
    rest = math.fsum((ratio - math.log(whole)) ** 2 for ratio in ratios)
    pooled = (_DEGREES * deck.weights.common**2 + rest) / (_DEGREES + max(0, len(ratios) - 1))
    return scale, min(deck.weights.most, math.sqrt(pooled))


def _ratios(
    finished: Sequence[Finished], plain: Sequence[Mapping[Phase | None, Range]], phase: Phase | None
) -> list[float]:
    """Logarithms of actual by estimated hours, where both are known."""
    found = []
    for one, estimated in zip(finished, plain, strict=True):
        actual = one.total if phase is None else one.hours.get(phase, 0.0)
        if actual > 0 and estimated[phase].p50 > 0:
            found.append(math.log(actual / estimated[phase].p50))
    return found


def _shrunk(logarithms: Sequence[float]) -> float:
    """The factor that these say, drawn towards 1."""
    if not logarithms:
        return 1.0
    mean = math.fsum(logarithms) / len(logarithms)
    seen = math.fsum((one - mean) ** 2 for one in logarithms) / max(1, len(logarithms) - 1)
    doubt = max(seen, 0.15**2) / _PRIOR**2
    return math.exp(math.fsum(logarithms) / (len(logarithms) + doubt))


def _weeks_factor(finished: Sequence[Finished], deck: Deck, scale: Mapping[Phase, float]) -> float | None:
    """How much longer in weeks they took than their hours and the capacity would make them."""
    logarithms = []
    for one in finished:
        if one.weeks:
            drawn = schedule(effort(one.counts, deck, scale=scale), one.counts, deck)
            logarithms.append(math.log(one.weeks * WEEK / range_of(drawn.total).p50))
    return _shrunk(logarithms) if logarithms else None


def _left_out(
    finished: Sequence[Finished], plain: Sequence[Mapping[Phase | None, Range]], deck: Deck
) -> Accuracy | None:
    """How well each is foretold by the others."""
    if len(finished) <= _LEAST_LEFT:
        return None
    foretold = []
    for n, one in enumerate(finished):
        scale, spread = _learned([*finished[:n], *finished[n + 1 :]], [*plain[:n], *plain[n + 1 :]], deck)
        seen = replace(deck, weights=replace(deck.weights, common=spread))
        foretold.append(_foretold(one, seen, scale)[None])
    return _accuracy(finished, foretold)


def _accuracy(finished: Sequence[Finished], foretold: Sequence[Range]) -> Accuracy:
    pairs = [(one.total, told) for one, told in zip(finished, foretold, strict=True)]
    errors = [abs(actual - told.p50) / actual for actual, told in pairs]
    return Accuracy(
        error=math.fsum(errors) / len(errors),
        near=sum(error <= _NEAR for error in errors) / len(errors),
        below_p80=sum(actual <= told.p80 for actual, told in pairs) / len(pairs),
    )
