"""Documents and systems to verify, and the words in which tests ask for verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from interlock.document import read
from interlock.model.document import Document
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.model.verdict import Verdict
from interlock.systems import learn
from interlock.verify import Build, integration, verify

ROOT = Path(__file__).parents[2] / "examples" / "orders"
TEXT = (ROOT / "orders.interlock.md").read_text()

DEMANDS_NOTHING = frozenset(
    {
        "unpaid-stays",
        "old-orders-stay",
        "old-customers-stay",
        "supplier-stays",
        "unknown-product",
        "stock-deleted",
        "stays-quiet",
    },
)
"""The criteria of the example that only say what must not happen."""


@dataclass(frozen=True)
class Case:
    """A document with what was learned of its systems."""

    document: Document
    profiles: Mapping[Side, SystemProfile]

    def verdict(self, name: str, *, build: Build = integration, seed: int = 0) -> Verdict:
        """The verdict on the criterion of that name."""
        (found,) = (
            v for v in verify(self.document, self.profiles, only=[name], build=build, seed=seed) if v.criterion == name
        )
        return found


def case_of(text: str, descriptions: Mapping[str, bytes]) -> Case:
    """The document of that text, with its systems learned from descriptions by path."""
    document = read(text, "test.interlock.md").document
    profiles = {
        row.side: learn(row.name, descriptions[row.description], file=row.description).profile
        for row in document.systems
    }
    return Case(document, profiles)


@cache
def descriptions() -> Mapping[str, bytes]:
    """The example's API descriptions by path."""
    return {f"systems/{path.name}": path.read_bytes() for path in sorted((ROOT / "systems").glob("*.yaml"))}


@cache
def example() -> Case:
    """The example as it stands."""
    return case_of(TEXT, descriptions())


def with_criterion(sentence: str) -> Case:
    """The example with one criterion only, called `one`."""
    head, rest = TEXT.split("## Acceptance criteria\n", 1)
    _, tail = rest.split("\n## ", 1)
    return Case(
        read(f"{head}## Acceptance criteria\n\n- **one**: {sentence}\n\n## {tail}", "test.interlock.md").document,
        example().profiles,
    )
