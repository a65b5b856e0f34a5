"""One thing known, or not known, with where it was read and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Confidence(StrEnum):
    """How far a fact can be relied on."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read: a JSON pointer into the description (`#/paths/...`) and, for prose, the words."""

    pointer: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """One thing known, or not known, of a system."""

    value: T | None = None
    confidence: Confidence = Confidence.UNKNOWN
    evidence: tuple[Evidence, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.confidence is not Confidence.UNKNOWN


def sure(value: T, pointer: str = "", quote: str = "") -> Fact[T]:
    """A fact that the description states."""
    return Fact(value, Confidence.SURE, (Evidence(pointer, quote),) if pointer else ())
