"""What the drivers count in: the document, what was learned, and what the cold read still asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from interlock.mapping import RuleUse, parse_rule, rules
from interlock.mapping.rule import Rule
from interlock.model.document import Document, FieldRow, RecordRow
from interlock.model.finding import Finding, Severity
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.value import Side


@dataclass(frozen=True)
class Facts:
    """A document with all that says how much work is left in it.

    `findings` are those of reading it and of the cold read. A side whose description is missing has no profile.
    """

    document: Document
    profiles: Mapping[Side, SystemProfile] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @cached_property
    def pairs(self) -> tuple[tuple[RecordRow, FieldRow], ...]:
        """Every row of the field tables with its record."""
        return tuple((record, row) for record in self.document.records for row in record.fields)

    def learned(self, record: RecordRow, side: Side) -> RecordProfile | None:
        """What was learned of a record on a side, or None."""
        profile = self.profiles.get(side)
        return None if profile is None else profile.record(record.resource(side))

    def sources(self) -> Iterator[tuple[RecordRow, Side]]:
        """Each record with each side whose changes are carried over."""
        yield from ((row, side) for row in self.document.records for side in Side if flows_from(row, side))

    def targets(self) -> Iterator[tuple[RecordRow, Side]]:
        """Each record with each side that is written."""
        yield from ((row, side.other) for row, side in self.sources())

    def system(self, side: Side) -> str:
        """The name of a side's system as the document writes it."""
        return next((row.name for row in self.document.systems if row.side is side), f"the {side.value} system")

    def asked(self, *severities: Severity) -> tuple[Finding, ...]:
        """The findings of these severities."""
        return tuple(one for one in self.findings if one.severity in severities)


def flows_from(row: RecordRow, side: Side) -> bool:
    """Whether changes of the side are carried to the other."""
    return row.direction.value is not None and row.direction.value.writes(side.other)


def named(record: RecordRow, row: FieldRow) -> str:
    """What a row of a field table is called: `Order/total`."""
    paths = row.left.value or row.right.value or ()
    return f"{record.name}/{paths[0]}" if paths else f"{record.name}/{row.left.text or row.right.text}"


def understood(row: FieldRow) -> tuple[RuleUse, Rule] | None:
    """The rule that a row's cell means, or None where no shape understands it."""
    use = parse_rule(row.rule.text)
    return None if use is None else (use, rules()[use.rule])


def is_reference(row: FieldRow) -> bool:
    """Whether the row carries the id of an item of another record over."""
    found = understood(row)
    return found is not None and found[0].rule in _REFERENCES


def is_array(row: FieldRow) -> bool:
    """Whether the row pairs the elements of two lists."""
    return any(str(path).endswith("[]") for cell in (row.left, row.right) for path in cell.value or ())


_REFERENCES = frozenset({"linked", "each_linked", "each_linked_as_a_set"})
