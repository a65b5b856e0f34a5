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
class SystemReadiness:
    """What a system can do. `score` is from 0 to 100, None where nothing is known of it; `asks` is who is asked."""

    system: str
    company: str
    asks: str
    description: str
    score: int | None
    capabilities: tuple[Capability, ...] = ()
    records: tuple[RecordReadiness, ...] = ()
    problem: str = ""

    @property
    def everything(self) -> tuple[tuple[str, Capability], ...]:
        """Each capability with the record that it is of (empty: of the system)."""
        own = tuple(("", one) for one in self.capabilities)
        return own + tuple((record.name, one) for record in self.records for one in record.capabilities)

    @property
    def questions(self) -> tuple[tuple[str, Capability], ...]:
        """What has to be asked: what is needed and not settled, what costs most first."""
        found = [(name, one) for name, one in self.everything if one.needed and not one.settled]
        return tuple(sorted(found, key=lambda entry: -entry[1].lost))

    @property
    def missing(self) -> tuple[tuple[str, Capability], ...]:
        """What is needed and known not to be there."""
        return tuple(
            (name, one) for name, one in self.everything if one.needed and one.settled and one.told.answer is Answer.NO
        )


@dataclass(frozen=True, slots=True)
class Readiness:
    """The report on both systems of a document."""

    document: str
    title: str
    version: str
    systems: tuple[SystemReadiness, ...]
