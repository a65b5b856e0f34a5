"""What one look at a document gives: the project, its findings, and who is who in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from interlock.document.names import Names
from interlock.journeys.check import cold_read
from interlock.journeys.project import Project, beside, opened
from interlock.model.document import Document, RecordRow
from interlock.model.finding import Finding
from interlock.model.profile import FieldProfile, RecordProfile
from interlock.model.value import Side


@dataclass(frozen=True)
class Analysis:
    """A document as it was when it was looked at."""

    text: str
    project: Project
    findings: tuple[Finding, ...]

    @property
    def document(self) -> Document:
        """What the text says."""
        return self.project.document

    @cached_property
    def names(self) -> Names:
        """The names that the document gives, found in any case and number."""
        document = self.document
        systems = tuple(row.name for row in document.systems)
        records = tuple(row.name for row in document.records)
        return Names(systems, records, {term.name: term for term in document.terms})

    def record(self, words: str) -> RecordRow | None:
        """The record that is named, in any case and number; or None."""
        name = self.names.record(words)
        return None if name is None else self.document.record(name)

    def resource(self, row: RecordRow, side: Side) -> RecordProfile | None:
        """What was learned of a record on a side, or None."""
        profile = self.project.profiles.get(side)
        return None if profile is None else profile.record(row.resource(side))

    def fields(self, row: RecordRow, *sides: Side) -> Iterator[tuple[Side, FieldProfile]]:
        """The fields of a record on these sides, or on both."""
        for side in sides or tuple(Side):
            resource = self.resource(row, side)
            for one in resource.fields if resource is not None else ():
                yield side, one

    def mentioned(self, words: str) -> list[RecordRow]:
        """The records that a sentence names, or all where it names none."""
        folded = f" {' '.join(words.casefold().replace(chr(39) + 's', '').replace(',', ' ').split())} "
        found = [row for row in self.document.records if _named(self.names, row.name, folded)]
        return found or list(self.document.records)

    def system(self, side: Side) -> str:
        """The name of a side's system."""
        return next((row.name for row in self.document.systems if row.side is side), side.value)


def _named(names: Names, record: str, folded: str) -> bool:
    plain = record.casefold()
    if f" {plain} " in folded or f" {plain}s " in folded:
        return True
    return any(names.record(word) == record for word in folded.split())


def look(text: str, path: Path) -> Analysis:
    """Read a text that stands, or will stand, at a path, and ask all that it leaves open."""
    project = opened(text, path)
    return Analysis(text, project, cold_read(project, others=beside(project)).findings)
