"""What is known of one thing in a system, with where it was read, and what is asked of it: as values."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.fact import Confidence, Evidence
from interlock.model.readiness import Capability


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known, or not: what it is called, its value in words, how sure, and where it was read."""

    title: str
    value: str
    confidence: Confidence
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything about one address: a fact, a field, an operation or a whole record of a system."""

    address: str
    known: tuple[Known, ...]
    questions: tuple[Capability, ...] = ()


@dataclass(frozen=True, slots=True)
class Restated:
    """A thing that was corrected: what it was before and what it is now, in words."""

    address: str
    before: str
    after: str
