"""What a document has and what it lacks, in five lines, and which questions one answer settles."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.finding import Finding


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line: a part of the document, what is there, and what is missing (nothing: it is done)."""

    item: str
    there: str
    missing: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Together:
    """Open decisions about one record: whoever decides may settle them in one answer."""

    record: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The five lines, and the records of which several decisions are open."""

    lines: tuple[CheckLine, ...] = ()
    together: tuple[Together, ...] = ()
