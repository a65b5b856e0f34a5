"""Whether two systems can keep what a document promises: the report, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interlock.model.fact import Confidence, Evidence
from interlock.model.place import Span


class Answer(StrEnum):
    """Whether a system can do something."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class By(StrEnum):
    """Who or what settles a question."""

    VENDOR = "ask the vendor"
    RESPONSE = "look at a response"
    PROBE = "probe"


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one capability: the answer, in words how, how sure, and where it was read."""

    answer: Answer
    how: str = ""
    confidence: Confidence = Confidence.UNKNOWN
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Settling:
    """One way to settle a question."""

    by: By
    what: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that the document says and that rests on a capability."""

    place: Span
    text: str


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that a system can do, cannot do, or may be able to do, for one record or as a whole.

    `code` names it in the catalogue. `weight` is what it counts in the score, `lost` how much of that is missing; both
    are 0 where the document does not need it. `question` is open unless the answer is a sure or likely yes.
    """

    code: str
    title: str
    told: Told
    question: str
    why: str
    settles: tuple[Settling, ...]
    states: str
    """what `interlock learn NAME --set` takes as its answer"""
    state: str
    """the whole command"""
    promises: tuple[Promise, ...] = ()
    weight: int = 0
    lost: float = 0.0

    @property
    def needed(self) -> bool:
        """Whether something that the document says rests on it."""
        return self.weight > 0

    @property
    def settled(self) -> bool:
        """Whether it is known, for better or worse."""
        return self.told.answer is not Answer.UNKNOWN and self.told.confidence is not Confidence.POSSIBLE


@dataclass(frozen=True, slots=True)
class RecordReadiness:
    """What a system can do with one record: its name in the document, and in the system."""

    name: str
    resource: str
    capabilities: tuple[Capability, ...]
    known: bool = True
    """Whether the system's description has it at all."""
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that a system cannot do, or does not say that it can, with every record that the document needs it for.

    `entries` are the records by their names in the document and in the system (both empty: the system as a whole).
    """

    entries: tuple[tuple[str, str, Capability], ...]

    @property
    def first(self) -> Capability:
        """The capability of the first record: the others have the same title, answer and question."""
        return self.entries[0][2]

    @property
    def names(self) -> tuple[str, ...]:
        """The records by their names in the document."""
        return tuple(name for name, _, _ in self.entries if name)

    @property
    def resources(self) -> tuple[str, ...]:
        """The records by their names in the system, as the vendor knows them."""
        return tuple(resource for _, resource, _ in self.entries if resource)

    @property
    def lost(self) -> float:
        """What all of them cost."""
        return sum(one.lost for _, _, one in self.entries)

    @property
    def weight(self) -> int:
        """What all of them would count."""
        return sum(one.weight for _, _, one in self.entries)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What in the document rests on any of them, in its order."""
        found = dict.fromkeys(promise for _, _, one in self.entries for promise in one.promises)
        return tuple(sorted(found, key=lambda promise: promise.place))

    @property
    def is_open(self) -> bool:
        """Whether the vendor is asked; what is known to be missing is no question."""
        return not self.first.settled


@dataclass(frozen=True, slots=True)
class SystemReadiness:
    """What a system can do. `score` is from 0 to 100, None where nothing is known of it; `asks` is who is asked.

    `whole` is the weight of all that the document needs, `absent` what each record that the system does not have takes
    of it.
    """

    system: str
    company: str
    asks: str
    description: str
    score: int | None
    capabilities: tuple[Capability, ...] = ()
    records: tuple[RecordReadiness, ...] = ()
    problem: str = ""
    whole: float = 0.0
    absent: float = 0.0

    @property
    def points(self) -> tuple[float, ...]:
        """What each absent record, then each gap, costs of the hundred: in tenths that add up to all that is lost."""
        lost = [self.absent for record in self.records if not record.known] + [gap.lost for gap in self.gaps]
        if not lost or not self.whole:
            return (0.0,) * len(lost)
        exact = [1000 * one / self.whole for one in lost]
        tenths = [int(one) for one in exact]
        left = max(1, round(sum(exact))) - sum(tenths)
        for place in sorted(range(len(lost)), key=lambda place: tenths[place] - exact[place])[:left]:
            tenths[place] += 1
        return tuple(one / 10 for one in tenths)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What lowers the score: each kind once with all records that lack it, what costs most first."""
        found: dict[tuple[object, ...], list[tuple[str, str, Capability]]] = {}
        entries = [("", "", one) for one in self.capabilities]
        entries += [(record.name, record.resource, one) for record in self.records for one in record.capabilities]
        for name, resource, one in entries:
            if one.lost:
                key = one.code, one.told.answer, one.told.confidence is Confidence.POSSIBLE
                found.setdefault(key, []).append((name, resource, one))
        return tuple(sorted((Gap(tuple(some)) for some in found.values()), key=lambda gap: -gap.lost))


@dataclass(frozen=True, slots=True)
class Readiness:
    """The report on both systems of a document."""

    document: str
    title: str
    version: str
    systems: tuple[SystemReadiness, ...]
