"""Which operations of a system a document makes use of, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interlock.model.decisions import DeleteKind
from interlock.model.document import Document, RecordRow
from interlock.model.profile import Operation, RecordProfile, SystemProfile, Verb
from interlock.model.value import Side
from interlock.readiness.use import Use

READS = (Verb.LIST, Verb.GET, Verb.SEARCH)


@dataclass(frozen=True, slots=True)
class Used:
    """One operation that the document makes use of; `record` is what the document calls the record."""

    record: str
    resource: str
    operation: Operation

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.operation.verb in READS

    @property
    def named(self) -> str:
        """For people: `Order: list (GET /orders)`."""
        return f"{self.record}: {self.operation.verb.value} ({self.operation.method} {self.operation.path})"


def used(document: Document, profile: SystemProfile, side: Side) -> tuple[Used, ...]:
    """The operations that a run of the document sends to the system of a side, each once for each record."""
    found: list[Used] = []
    for row in document.records:
        record = profile.record(row.resource(side))
        if record is not None:
            found += (Used(row.name, record.name, operation) for operation in _of(document, row, record, side))
    if profile.subscribe is not None:
        found.append(Used("webhooks", "", profile.subscribe))
    return tuple(found)


def _of(document: Document, row: RecordRow, record: RecordProfile, side: Side) -> Iterator[Operation]:
    use = Use(document, side, row)
    chosen = [_first(record, Verb.LIST, Verb.SEARCH), record.operation(Verb.GET)]
    if use.creates:
        chosen.append(_first(record, Verb.CREATE, Verb.UPSERT, Verb.BULK_CREATE))
    if use.is_target:
        chosen.append(_first(record, Verb.UPDATE, Verb.UPSERT, Verb.BULK_UPDATE))
    rule = row.on_delete.value
    if use.deletes_to_here and rule is not None:
        chosen.append(record.operation(Verb.DELETE if rule.kind is DeleteKind.DELETE else Verb.ARCHIVE))
    return iter(_each_once(chosen))


def _first(record: RecordProfile, *verbs: Verb) -> Operation | None:
    return next((found for verb in verbs if (found := record.operation(verb)) is not None), None)


def _each_once(chosen: list[Operation | None]) -> list[Operation]:
    found: list[Operation] = []
    for one in chosen:
        if one is not None and one not in found:
            found.append(one)
    return found
