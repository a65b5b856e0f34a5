"""What became of a criterion, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interlock.model.place import Span


class Judgement(StrEnum):
    """Whether a criterion holds."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Observation:
    """One line of the timeline: when, where, what was seen."""

    at: datetime
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one criterion. `reason` is one sentence; `failed_at` the first moment it went wrong."""

    criterion: str
    text: str
    place: Span
    judgement: Judgement
    reason: str
    timeline: tuple[Observation, ...] = ()
    failed_at: datetime | None = None
    virtual_s: float = 0.0
    real_s: float = 0.0
