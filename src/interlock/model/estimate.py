"""An estimate as data: what the work may take, by phase and role, and when it may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """The parts of an integration project, in their order."""

    USE_CASES = "use cases"
    FIELD_MAPPING = "field mapping"
    CONSTRUCTION = "construction"
    TESTING = "testing"
    GO_LIVE = "go-live"


class Role(StrEnum):
    """Who does the work; both companies together."""

    ANALYST = "analyst"
    ENGINEER = "engineer"
    PROJECT_MANAGER = "project manager"
    END_USER = "end user"
    QA = "QA analyst"


@dataclass(frozen=True, slots=True)
class Range:
    """What half of all drawn outcomes stay below, four in five, and nineteen in twenty."""

    p50: float
    p80: float
    p95: float


@dataclass(frozen=True, slots=True)
class DriverShare:
    """What one kind of work contributes: how much there is of it, where, and the hours that this takes.

    `places` are the first few, by their names in the document. `widens` tells that each one makes the outcome less
    certain, beside the hours that it takes.
    """

    name: str
    title: str
    count: int
    hours: Range
    places: tuple[str, ...] = ()
    widens: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """The day that the document aims at, and how many of all drawn outcomes are done by then (0 to 1)."""

    what: str
    day: date
    chance: float


@dataclass(frozen=True, slots=True)
class Saving:
    """What leaving one thing out of scope would save: hours and working days at P50 and P80.

    `chance` is that of making the target without it, None where there is no target.
    """

    item: str
    means: str
    hours: Range
    days: Range
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well estimates foretold what finished integrations took.

    `error` is the mean of |actual - P50| / actual, `near` the part of them whose actual hours lie within 25 % of the
    P50, `below_p80` the part that took no more than the P80. All are parts of 1.
    """

    error: float
    near: float
    below_p80: float


@dataclass(frozen=True, slots=True)
class Fit:
    """What a team's own finished integrations say.

    `factor` is what estimated hours are multiplied by, as the key None for the whole and for each phase of which hours
    are known; `spread` the standard deviation of the logarithm of what remains. `plain` is how well the weights alone
    foretold them, `calibrated` how well they are foretold when each is left out in its turn (None: too few).
    """

    integrations: int
    factor: Mapping[Phase | None, float]
    spread: float
    plain: Accuracy
    calibrated: Accuracy | None = None
    weeks_factor: float | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an integration may take.

    `hours` is of all roles and phases, `by_phase`, `by_role` and `cells` its parts (P50s of parts do not add up to the
    P50 of the whole). `days` are working days from `start` on, waiting included; `done` the dates that they lead to.
    """

    title: str
    version: str
    basis: str
    seed: int
    rounds: int
    start: date
    hours: Range
    by_phase: Mapping[Phase, Range]
    by_role: Mapping[Role, Range]
    cells: Mapping[tuple[Phase, Role], Range]
    days: Range
    days_by_phase: Mapping[Phase, Range]
    waiting: Range
    done: tuple[date, date, date]
    drivers: tuple[DriverShare, ...]
    target: Milestone | None = None
    without: tuple[str, ...] = ()
    savings: tuple[Saving, ...] = ()
    rescue: tuple[Saving, ...] = ()
    fit: Fit | None = None
    notes: tuple[str, ...] = ()
