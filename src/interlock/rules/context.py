"""What the rules look at, and who is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from interlock.model.agreement import Agreed
from interlock.model.document import Document, FieldRow, RecordRow, SystemRow
from interlock.model.finding import Finding
from interlock.model.path import Path
from interlock.model.place import Span, whole_file
from interlock.model.profile import FieldProfile, RecordProfile, SystemProfile
from interlock.model.sums import Load, load_of
from interlock.model.value import Side
from interlock.rules.rows import End, copies
from interlock.rules.sentences import word
from interlock.rules.wording import same_words


@dataclass(frozen=True)
class Asked:
    """What there is to silence: all that was found, and which codes there are.

    `firm` are the codes that cannot be left open, `tried` those that were looked for in this pass.
    """

    findings: tuple[Finding, ...] = ()
    codes: frozenset[str] = frozenset()
    firm: frozenset[str] = frozenset()
    tried: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Context:
    """The document, and what was learned of its systems; a side whose description is missing has no profile.

    `asked` is empty but for the rules that look at what the others found. `others` are the other documents of the same
    folder, each by itself.
    """

    document: Document
    profiles: Mapping[Side, SystemProfile] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    others: tuple[Context, ...] = ()
    agreed: Agreed | None = None
    """what was signed; None while nobody signed anything"""

    # Indexes, so that a document of any length is read in time that grows with its length

    @cached_property
    def records(self) -> Mapping[str, RecordRow]:
        """The records by their names in lower case; of two with one name, the first."""
        return {row.name.casefold(): row for row in reversed(self.document.records)}

    def record(self, name: str) -> RecordRow | None:
        """The record of that name, or None."""
        return self.records.get(name.strip().casefold())

    @cached_property
    def begun(self) -> frozenset[tuple[str, str, Side | None]]:
        """How criteria begin: the trigger's shape, the record in lower case, the side it happens on (None: no one)."""
        triggers = (one.trigger for one in self.document.criteria if one.trigger is not None)
        return frozenset(
            (trigger.shape, word(trigger, "record").casefold(), self.document.side(word(trigger, "system")))
            for trigger in triggers
        )

    # People

    @property
    def owner(self) -> str:
        """The owner's name, or the role while nobody is named."""
        person = self.document.owner
        return person.name if person is not None and person.name else "the owner"

    def engineer(self, side: Side) -> str:
        """The engineer of a side by name, or by company or system while nobody is named."""
        row = self.system(side)
        if row is None:
            return self.owner
        for person in self.document.people:
            if "engineer" in person.role.casefold() and same_words(person.company, row.company) and person.name:
                return person.name
        return f"an engineer of {row.company or row.name}"

    # Systems

    def system(self, side: Side) -> SystemRow | None:
        """The row of a side's system, or None while the table does not name it."""
        return next((row for row in self.document.systems if row.side is side), None)

    def name(self, side: Side) -> str:
        """The name of a side's system as the document writes it."""
        row = self.system(side)
        return row.name if row is not None and row.name else f"the {side.value} system"

    def learned(self, row: RecordRow, side: Side) -> RecordProfile | None:
        """What was learned of a record on a side, or None."""
        profile = self.profiles.get(side)
        return None if profile is None else profile.record(row.resource(side))

    def field(self, row: RecordRow, side: Side, path: Path) -> FieldProfile | None:
        """What was learned of a field, or None."""
        record = self.learned(row, side)
        return None if record is None else record.field(path)

    @cached_property
    def copies(self) -> tuple[tuple[RecordRow, FieldRow, End, End], ...]:
        """Each pair of single fields whose value is copied without a rule, once for each direction: source, target."""
        return tuple(copies(self.document))

    def load(self, side: Side) -> Load:
        """What a side is asked for all the time, against what it allows."""
        return self._loads[side]

    @cached_property
    def _loads(self) -> Mapping[Side, Load]:
        return {side: load_of(self.document, side, self.profiles) for side in Side}

    # Places

    def section(self, heading: str) -> Span:
        """The place of a section's heading, or of the whole document while the section is missing."""
        found = self.document.section(heading)
        return found.span if found is not None else whole_file(self.document.path)
