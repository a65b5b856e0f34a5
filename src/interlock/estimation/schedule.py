"""From hours to working days, waiting included, and from days to dates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from interlock.estimation.draws import added
from interlock.estimation.effort import Deck, Effort
from interlock.model.estimate import Phase

WEEK = 5
"""Working days in a week; holidays are not known."""


@dataclass(frozen=True)
class Schedule:
    """Drawn working days: of each phase, of waiting alone, and of the whole."""

    by_phase: Mapping[Phase, list[float]]
    waiting: list[float]
    total: list[float]


def schedule(effort: Effort, counts: Mapping[str, int], deck: Deck, *, weeks_factor: float = 1.0) -> Schedule:
    """Phases follow each other; in each, the role whose hours fill most of its weeks decides, others work beside it.

    Access is waited for from the first day on, beside the agreement of use cases and fields; construction begins when
    both are there. Answers to open questions are waited for in rounds before the use cases are done, the partner's
    review before going live.
    """
    work = {phase: _working(phase, effort, deck, weeks_factor) for phase in Phase}
    rounds = math.ceil(counts.get("open_question", 0) / deck.weights.round)
    answers = added([deck.wait(f"answers/{n}", deck.weights.answers) for n in range(rounds)], deck.rounds)
    review = deck.wait("review", deck.weights.review)
    access = _latest(counts.get("access_to_get", 0), deck)
    agreed = added([work[Phase.USE_CASES], answers, work[Phase.FIELD_MAPPING]], deck.rounds)
    idle = [max(0.0, needed - done) for needed, done in zip(access, agreed, strict=True)]
    by_phase = {
        **work,
        Phase.USE_CASES: added([work[Phase.USE_CASES], answers], deck.rounds),
        Phase.CONSTRUCTION: added([work[Phase.CONSTRUCTION], idle], deck.rounds),
        Phase.GO_LIVE: added([work[Phase.GO_LIVE], review], deck.rounds),
    }
    return Schedule(by_phase, added([answers, idle, review], deck.rounds), added(list(by_phase.values()), deck.rounds))


def _working(phase: Phase, effort: Effort, deck: Deck, weeks_factor: float) -> list[float]:
    weeks = [
        [hours / deck.weights.capacity[role] for hours in drawn]
        for (at, role), drawn in effort.cells.items()
        if at is phase
    ]
    return (
        [WEEK * weeks_factor * max(outcome) for outcome in zip(*weeks, strict=True)] if weeks else [0.0] * deck.rounds
    )


def _latest(count: int, deck: Deck) -> list[float]:
    waits = [deck.wait(f"access/{n}", deck.weights.access) for n in range(count)]
    return [max(outcome) for outcome in zip(*waits, strict=True)] if waits else [0.0] * deck.rounds


def day_after(start: date, working_days: float) -> date:
    """The working day on which so many days of work that begin on `start` are done."""
    whole = max(1, math.ceil(round(working_days, 6)))
    day = start
    while day.weekday() >= WEEK:
        day += timedelta(days=1)
    weeks, rest = divmod(whole - 1, WEEK)
    day += timedelta(weeks=min(weeks, 10_000))
    for _ in range(rest):
        day += timedelta(days=3 if day.weekday() == WEEK - 1 else 1)
    return day


def days_until(start: date, end: date) -> int:
    """The working days from `start` to `end`, both included; 0 where the end comes first."""
    if end < start:
        return 0
    weeks, rest = divmod((end - start).days + 1, 7)
    return weeks * WEEK + sum((start + timedelta(days=weeks * 7 + n)).weekday() < WEEK for n in range(rest))
