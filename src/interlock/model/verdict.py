"""What became of a criterion, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from interlock.model.document import Criterion
from interlock.model.place import Span


class Judgement(StrEnum):
    """Whether a criterion holds."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"


_GRAVITY = {Judgement.MET: 0, Judgement.CANNOT_TELL: 1, Judgement.NOT_MET: 2}


class Seen(StrEnum):
    """What a line of a timeline tells."""

    DONE = "done"
    """somebody, or the test, did something in a system"""
    REQUEST = "request"
    """the integration asked a system for something, and what it answered"""
    STATE = "state"
    """what a system showed of an item"""
    JUDGED = "judged"
    """what came true, was true no longer, or went wrong; it has no place"""


@dataclass(frozen=True, slots=True)
class Observation:
    """One line of the timeline: when, in which system (empty: in none), what was seen, and of which kind that is."""

    at: datetime
    where: str
    what: str
    kind: Seen = Seen.DONE


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one criterion. `reason` is one sentence; `failed_at` the first moment it went wrong.

    `virtual_s` is the time that passed in the two systems, `real_s` the time that it took. It was played with `seed`;
    where it was played with several, `seeds` has the judgement with each. `played` are the options of the command that
    say where it was played, if not on sandboxes in virtual time. `test` is the test that proves it, if one is named.
    """

    criterion: str
    text: str
    place: Span
    judgement: Judgement
    reason: str
    timeline: tuple[Observation, ...] = ()
    failed_at: datetime | None = None
    virtual_s: float = 0.0
    real_s: float = 0.0
    seed: int = 0
    seeds: tuple[tuple[int, Judgement], ...] = ()
    played: tuple[str, ...] = ()
    test: str = ""


def of_several(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict for a criterion that was played with several seeds: the worst of them, the earliest among equals.

    It names what every seed gave, and has taken all of their time.
    """
    worst = max(verdicts, key=lambda one: _GRAVITY[one.judgement])
    return replace(
        worst,
        real_s=sum(one.real_s for one in verdicts),
        seeds=tuple((one.seed, one.judgement) for one in verdicts) if len(verdicts) > 1 else (),
    )


def proved_by_test(
    criterion: Criterion, judgement: Judgement = Judgement.CANNOT_TELL, reason: str = "", *, seconds: float = 0.0
) -> Verdict:
    """The verdict on a criterion that names a test: what the test gave, or that it has to be run.

    Nothing but pytest runs it: who wrote a document could make it run anything else.
    """
    name = "" if criterion.test is None else criterion.test.name
    said = reason or f"proved by the test `{name}`; run `pytest`"
    return Verdict(criterion.name, criterion.text, criterion.span, judgement, said, real_s=seconds, test=name)
