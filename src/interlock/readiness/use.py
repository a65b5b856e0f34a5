"""What a document makes of one record in one of the two systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from interlock.model.decisions import DeleteKind, StartingKind, Winner, WinnerKind
from interlock.model.document import Criterion, Document, RecordRow, Stated, SystemRow
from interlock.model.readiness import Promise
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class Use:
    """One record on one side of a document; without a record, the whole system.

    What is not decided yet may be decided either way: it counts as if all of it were wanted.
    """

    document: Document
    side: Side
    row: RecordRow | None = None

    @property
    def system(self) -> SystemRow | None:
        """The row of the system."""
        return next((one for one in self.document.systems if one.side is self.side), None)

    @property
    def is_source(self) -> bool:
        """Whether changes of the record flow from here."""
        direction = self.row.direction.value if self.row is not None else None
        return self.row is not None and (direction is None or direction.writes(self.side.other))

    @property
    def is_target(self) -> bool:
        """Whether values arrive here."""
        direction = self.row.direction.value if self.row is not None else None
        return self.row is not None and (direction is None or direction.writes(self.side))

    @property
    def creates(self) -> bool:
        """Whether items may be created here."""
        value = self.row.create_missing.value if self.row is not None else None
        return self.is_target and (value is None or self.side in value.sides)

    @property
    def deletes_from_here(self) -> bool:
        """Whether a delete here does something at the other end."""
        rule = self.row.on_delete.value if self.row is not None else None
        keeps = rule is not None and (rule.kind is DeleteKind.KEEP or rule.only_in is self.side)
        return self.is_source and not keeps

    @property
    def deletes_to_here(self) -> bool:
        """Whether a delete at the other end does something here."""
        rule = self.row.on_delete.value if self.row is not None else None
        acts = rule is None or (
            rule.kind in (DeleteKind.DELETE, DeleteKind.ARCHIVE) and rule.only_in in (None, self.side)
        )
        return self.is_target and acts

    @property
    def newest_wins(self) -> bool:
        """Whether times of change of the record itself decide a conflict."""
        return self.row is not None and _by_time(self.row.on_conflict.value, self.side)

    # What rests on it

    def decision(self, name: str) -> Iterator[Promise]:
        """What a column of the data map decides for the record, or that it is open."""
        if self.row is not None:
            cell: Stated[Any] = getattr(self.row, name)
            said = "not decided yet" if cell.open else f"“{_plain(cell.text)}”"
            place = self.row.span if cell.open else cell.span
            yield Promise(place, f"{self.row.name}: {name.replace('_', ' ').capitalize()} is {said}")

    def criteria(self, *triggers: str) -> Iterator[Promise]:
        """The criteria that begin so with this record in this system; in either, where they name none."""
        for one in self.document.criteria:
            if one.trigger is not None and one.trigger.shape in triggers and self._speaks_of(one):
                system = self.document.side(str(one.trigger.args.get("system", "")))
                if system in (None, self.side):
                    yield _promised(one)

    def arriving(self, *triggers: str) -> Iterator[Promise]:
        """The criteria that begin so with this record in the other system."""
        for one in self.document.criteria:
            if one.trigger is None or one.trigger.shape not in triggers or not self._speaks_of(one):
                continue
            if self.document.side(str(one.trigger.args.get("system", ""))) is self.side.other:
                yield _promised(one)

    def during(self, circumstance: str) -> Iterator[Promise]:
        """The criteria with this record in that circumstance."""
        for one in self.document.criteria:
            if one.circumstance is not None and one.circumstance.shape == circumstance and self._speaks_of(one):
                yield _promised(one)

    def outcomes(self, *shapes: str) -> Iterator[Promise]:
        """The criteria with this record that demand one of these."""
        for one in self.document.criteria:
            if self._speaks_of(one) and any(outcome.phrase.shape in shapes for outcome in one.outcomes):
                yield _promised(one)

    def stories(self) -> Iterator[Promise]:
        """The stories from this system that speak of the record and say within which time."""
        for one in self.document.stories:
            sentence = one.sentence.value
            if self.document.side(one.source.text) is not self.side or self.row is None or sentence is None:
                continue
            if "within" in sentence.args and re.search(rf"\b{re.escape(self.row.name)}", sentence.text, re.IGNORECASE):
                yield Promise(one.span, f"story {one.name}: {_short(sentence.text)}")

    def _speaks_of(self, one: Criterion) -> bool:
        named = one.trigger.args.get("record", "") if one.trigger is not None else ""
        return self.row is not None and str(named).casefold() == self.row.name.casefold()

    @property
    def starts_with_all(self) -> bool:
        """Whether the first run takes over what is there."""
        value = self.row.starting.value if self.row is not None else None
        return value is not None and value.kind is not StartingKind.FROM_GO_LIVE


def _by_time(winner: Winner | None, side: Side) -> bool:
    if winner is None:
        return False
    own = winner.by_left if side is Side.LEFT else winner.by_right
    return winner.kind is WinnerKind.NEWEST and own is None


def _promised(one: Criterion) -> Promise:
    return Promise(one.span, f"criterion {one.name}: {_short(one.text)}")


def _short(text: str) -> str:
    words = _plain(text)
    return words if len(words) <= 160 else words[:159] + "…"


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())
