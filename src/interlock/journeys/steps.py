"""What is asked next in a sitting: one finding, or several decisions about a record at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from interlock.asking import Block, Choice, Offer
from interlock.model.finding import Finding

ONE_BY_ONE = "one by one"


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked next: one finding, or several decisions about a record at once."""

    finding: Finding
    offer: Offer | None
    block: Block | None = None
    left: int = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What an answer settles."""
        return self.block.findings if self.block is not None else (self.finding,)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen."""
        if self.block is not None:
            return (*self.block.offer.choices, Choice(ONE_BY_ONE, "each of these decisions is asked by itself"))
        return self.offer.choices if self.offer is not None else ()

    @property
    def expects(self) -> str:
        """What can be typed."""
        told = self.block.offer if self.block is not None else self.offer
        return told.expects if told is not None else ""

    @property
    def elsewhere(self) -> str:
        """Where no short answer settles it: what to do, and where; empty where one does."""
        if self.block is not None or self.offer is not None:
            return ""
        return f"{self.finding.hint or 'change the document in an editor'} ({self.finding.place})"


def summed(step: Step) -> Finding:
    """The finding that a step is about, or one that stands for all decisions of its block."""
    if step.block is None:
        return step.finding
    keys = ", ".join(one.subject.partition("/")[2].replace("-", " ") for one in step.block.findings)
    return replace(
        step.finding, subject=step.block.record, message=f"what is decided about {step.block.record}: {keys}?"
    )


def in_few_words(finding: Finding, words: str) -> str:
    """A decision for Changes: all of it, as it is the only place that says who decided it."""
    return f"{finding.subject or finding.code}: {' '.join(words.split())}"
