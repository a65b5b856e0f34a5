"""What a breakage is: one thing that integrations get wrong, where, and the sentence that would show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from interlock.mapping import compile_record
from interlock.model.document import Document, FieldRow, RecordRow, Stated
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.value import Side
from interlock.verify.engine import Build, Engine, Parts, integration


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something goes wrong: a record, the side on which the harm is done, a row of its field table.

    What is empty does not matter: a breakage of the whole integration has a spot without any.
    """

    record: str = ""
    side: Side | None = None
    pair: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A document with what was learned of its systems."""

    document: Document
    profiles: Mapping[Side, SystemProfile]

    def name(self, side: Side) -> str:
        """What the document calls the system of a side."""
        return self.document.system(side).name

    def row(self, spot: Spot) -> RecordRow:
        """The record that a spot is about.

        Raises:
            LookupError: it names none.
        """
        found = self.document.record(spot.record)
        if found is None:
            raise LookupError(f"the document has no record `{spot.record}`")
        return found

    def profile(self, row: RecordRow, side: Side) -> RecordProfile | None:
        """What was learned of a record's resource on a side."""
        return self.profiles[side].record(row.resource(side))

    def flows(self) -> Iterator[tuple[RecordRow, Side]]:
        """Every record with each side to which its values go."""
        for row in self.document.records:
            for side in Side:
                if row.direction.value is not None and row.direction.value.writes(side):
                    yield row, side

    def creating(self) -> Iterator[tuple[RecordRow, Side]]:
        """Every record with each side on which what is missing is created."""
        for row, side in self.flows():
            if row.create_missing.value is not None and side in row.create_missing.value.sides:
                yield row, side


T = TypeVar("T")


def needed(value: T | None) -> T:
    """What a spot would not be there without.

    Raises:
        LookupError: it is missing.
    """
    if value is None:
        raise LookupError("the document does not have what this spot speaks of")
    return value


Spots: TypeAlias = Callable[[Case], Iterator[Spot]]


@dataclass(frozen=True, slots=True)
class Breakage:
    """One thing that integrations get wrong.

    `title` says it of an integration (`loses the last element of each list`). `spots` are where it can go wrong in a
    document. `build` makes the broken integration. `criterion` is a sentence that a sound integration meets and this
    one fails. `shows` has the shapes of the sentences that are most likely to show it, the likeliest first.
    `of_all` says that it is wrong with the whole integration, so that sentences about any record may show it; its spot
    then only says of which record the criterion to add would speak.
    """

    title: str
    spots: Spots
    build: Callable[[Spot], Build]
    criterion: Callable[[Case, Spot], str]
    shows: tuple[str, ...] = ()
    of_all: bool = False


def everywhere(_case: Case) -> Iterator[Spot]:
    """It is wrong with the whole integration."""
    yield Spot()


def flows(case: Case) -> Iterator[Spot]:
    """Wherever values of a record go."""
    yield from (Spot(row.name, side) for row, side in case.flows())


def creates(case: Case) -> Iterator[Spot]:
    """Wherever items of a record are created."""
    yield from (Spot(row.name, side) for row, side in case.creating())


# Documents read wrongly


def said(stated: Stated[Any], value: object) -> Stated[Any]:
    """The cell as if it said that."""
    return replace(stated, value=value, text=stated.text or "said")


def misread(change: Callable[[RecordRow, Spot], RecordRow]) -> Callable[[Spot], Build]:
    """An integration that takes the record of the spot for another one."""

    def of(spot: Spot) -> Build:
        def build(parts: Parts) -> Engine:
            rows = (change(row, spot) if row.name == spot.record else row for row in parts.document.records)
            document = replace(parts.document, records=tuple(rows))
            return integration(
                replace(parts, document=document, mappings={**parts.mappings, **_mappings(document, parts, spot)})
            )

        return build

    return of


def _mappings(document: Document, parts: Parts, spot: Spot) -> dict[str, Any]:
    row = document.record(spot.record)
    if row is None:
        return {}
    left, right = (parts.peers[side].profile.record(row.resource(side)) for side in (Side.LEFT, Side.RIGHT))
    if left is None or right is None:
        return {}
    return {row.name: compile_record(row, left, right, document.tables, document.path).mapping}


def label(row: FieldRow) -> str:
    """What a row of a field table is called: its fields on both sides."""
    left, right = (", ".join(str(path) for path in cell.value or ()) for cell in (row.left, row.right))
    return f"{left or '–'} / {right or '–'}"


def of_fields(row: RecordRow, change: Callable[[FieldRow], FieldRow | None]) -> RecordRow:
    """The record with changed rows; None leaves one out."""
    return replace(row, fields=tuple(found for one in row.fields if (found := change(one)) is not None))
