"""What a probe is: one question, the requests that it takes at most, and how it is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from interlock.catalogue import Catalogue, discover
from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.profile import RecordProfile, Verb
from interlock.probing.hand import Hand
from interlock.probing.look import Look


@dataclass(frozen=True, slots=True)
class Reply:
    """What a probe found out.

    `answer` begins with `yes`, `no` or `cannot tell` where the question can be answered so. `facts` are what follows
    for the profile, by the names of `x-interlock`; they carry the evidence of the reply. `contradicts` is what the
    description says instead.
    """

    answer: str
    sure: Confidence = Confidence.UNKNOWN
    evidence: tuple[Evidence, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    contradicts: str = ""

    def fact(self, name: str) -> Fact[Any]:
        """A fact of the reply as the profile has it."""
        return Fact(self.facts[name], self.sure, self.evidence)


def always(_: RecordProfile) -> bool:
    """Every record has what is asked about."""
    return True


def can_get(record: RecordProfile) -> bool:
    """Whether items can be asked for one by one."""
    return record.operation(Verb.GET) is not None


def can_change(record: RecordProfile) -> bool:
    """Whether items can be changed, and asked for one by one."""
    return can_get(record) and record.operation(Verb.UPDATE) is not None


def cannot_tell(why: str, *evidence: Evidence) -> Reply:
    """A reply that leaves the question open, and why."""
    return Reply(f"cannot tell: {why}", Confidence.UNKNOWN, evidence)


@dataclass(frozen=True, slots=True)
class Probe:
    """One question to a live system.

    Exactly one of `look` (reads only) and `write` (makes, changes and deletes items of its own) asks it, with at most
    `most` requests; `makes` is how many items it makes at most. `applies` says whether a record has what is asked
    about; `of_system` that one record is enough. `why` is what goes wrong where the answer is not known. Those of a
    lower `order` are asked first.
    """

    question: str
    why: str
    most: int
    applies: Callable[[RecordProfile], bool]
    look: Callable[[Look], Awaitable[Reply]] | None = None
    write: Callable[[Hand], Awaitable[Reply]] | None = None
    of_system: bool = False
    makes: int = 0
    example: str = ""
    order: int = 50

    @property
    def writes(self) -> bool:
        """Whether it writes."""
        return self.write is not None


@cache
def every_probe() -> Catalogue[Probe]:
    """Every probe by its name."""
    return discover("interlock.probing.probes", "PROBE", Probe)


def in_turn(*, write: bool) -> tuple[tuple[str, Probe], ...]:
    """The probes that read, or those that write, by name, in the order in which they are asked."""
    chosen = [(name, probe) for name, probe in every_probe().items.items() if probe.writes is write]
    return tuple(sorted(chosen, key=lambda one: (one[1].order, one[0])))
