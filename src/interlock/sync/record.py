"""One record of the data map with everything that decides about it, ready to be asked."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import Any

from interlock.mapping import PairMapping, RecordMapping
from interlock.model.decisions import DeleteRule, Direction, Leaving, Starting, StartingKind, Winner
from interlock.model.document import Document, RecordRow, Stated
from interlock.model.kept import Link, Seen
from interlock.model.path import get
from interlock.model.peer import Peer
from interlock.model.profile import RecordProfile, SystemProfile
from interlock.model.recovery import Regime, regime
from interlock.model.value import ABSENT, Body, Canonical, Side

SIDES = (Side.LEFT, Side.RIGHT)

_UNSURE = timedelta(minutes=5)
"""How far a clock that was never measured is thought to be off at most."""

_MEASURED_UNSURE = timedelta(seconds=2)
"""How well a clock is known by its Date header, which counts whole seconds and was made before it arrived."""


_JUDGING = 1
"""Raised where something else is made of the very same body, as its moments or whether it is archived."""


@dataclass(frozen=True)
class Record:
    """One record: its row, its mapping, and how both systems keep it. `systems` names the systems by side.

    What the document leaves open is taken as the choice that touches least: nothing is created, deletes are kept,
    conflicts are held, an item that leaves its condition is no longer updated.
    """

    row: RecordRow
    mapping: RecordMapping
    profiles: Mapping[Side, RecordProfile]
    systems: dict[Side, str]

    @property
    def name(self) -> str:
        """The record's name in the document."""
        return self.row.name

    @property
    def direction(self) -> Direction | None:
        """Which way the record flows."""
        return self.row.direction.value

    @property
    def winner(self) -> Winner | None:
        """The conflict rule."""
        return self.row.on_conflict.value

    @property
    def truth(self) -> Side | None:
        """The side of the source of truth."""
        return self.row.source_of_truth.value

    @property
    def leaving(self) -> Leaving:
        """What happens when an item leaves the condition."""
        return self.row.when_it_leaves.value or Leaving.STOP

    @property
    def matched(self) -> bool:
        """Whether items of both sides are recognised by fields."""
        return self.row.matched_by.value is not None

    @cached_property
    def pairs(self) -> Mapping[str, PairMapping]:
        """The field pairs by name."""
        return {pair.name: pair for pair in self.mapping.pairs}

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """By field pair, the words with which its values are read."""
        return {pair.name: " | ".join(_words(pair)) for pair in self.mapping.pairs}

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where the document states each field pair."""
        return {pair.name: str(pair.row.span) for pair in self.mapping.pairs}

    @cached_property
    def refers_to_itself(self) -> bool:
        """Whether an item may refer to one of the same record, such as itself."""
        return any(self.name in pair.referred for pair in self.mapping.pairs)

    def regime(self, side: Side, system: SystemProfile) -> Regime:
        """By what a create on that side is found again when its answer was lost."""
        match = self.row.matched_by.value
        matched = [pair.left if side is Side.LEFT else pair.right for pair in match.pairs] if match else []
        written = [
            path
            for pair in self.mapping.pairs
            if pair.direction is Direction.BOTH or pair.direction.writes(side)
            for path in pair.fields(side)
        ]
        return regime(system, self.profiles[side], matched=matched, written=written)

    def judges(self, side: Side, document: str) -> str:
        """What stands for all by which items of a side are judged when they are seen."""
        return hashlib.sha256(f"{_JUDGING} {document} {self._profiled[side]}".encode()).hexdigest()

    @cached_property
    def _profiled(self) -> Mapping[Side, str]:
        return {side: repr(profile) for side, profile in self.profiles.items()}

    def resource(self, side: Side) -> str:
        """The name of the resource that holds it on a side."""
        return self.profiles[side].name

    def writes(self, side: Side) -> bool:
        """Whether anything of it may be written on a side."""
        return self.direction is not None and self.direction.writes(side)

    def creates(self, side: Side) -> bool:
        """Whether an item that is missing on a side is created there."""
        missing = self.row.create_missing.value
        return missing is not None and side in missing.sides and self.writes(side)

    def deleting(self, gone: Side) -> DeleteRule | None:
        """What becomes of the counterpart of an item that is gone; None where that side's deletes do not flow."""
        rule = self.row.on_delete.value
        target = gone.other
        if rule is None or not self.writes(target) or rule.only_in not in (None, target):
            return None
        return rule

    def archived_by_field(self, side: Side, body: Body) -> bool:
        """Whether the item is archived in the way that the delete rule names a field for."""
        rule = self.row.on_delete.value
        if rule is None or rule.field is None or self.profiles[side].field(rule.field) is None:
            return False
        value = get(body, rule.field)
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return value is not ABSENT and shown == rule.value

    def is_old(self, seen: Seen, go_live: datetime, *, ahead_s: float | None) -> bool:
        """Whether the item was there before the moment from which items count as new.

        `ahead_s` is how far its system's clock is ahead of ours (None: never measured). An item of unknown age is old
        when the first complete look at its side showed it.
        """
        since = self._new_from(go_live)
        if since is None:
            return False
        if seen.created_at is None:
            return seen.first_scan
        # A stamp is cut, often to whole seconds, and clocks are known only so well: within that, having been there at
        # the first look decides. A day that a person named is a day of the system's own clock.
        resolution = timedelta(seconds=max(1.0, self.profiles[seen.side].stamp_resolution_s.value or 1.0))
        if since is not go_live:
            return seen.created_at + resolution <= since or (seen.created_at <= since and seen.first_scan)
        unsure = _UNSURE if ahead_s is None else _MEASURED_UNSURE
        created_at = seen.created_at - timedelta(seconds=ahead_s or 0.0)
        return created_at + resolution + unsure <= since or (created_at - unsure <= since and seen.first_scan)

    def _new_from(self, go_live: datetime) -> datetime | None:
        match self.starting:
            case Starting(StartingKind.ALL):
                return None
            case Starting(StartingKind.SINCE, day) if day is not None:
                return datetime.combine(day, time(), UTC)
            case _:
                return go_live

    @property
    def starting(self) -> Starting:
        """What the first run takes up."""
        return self.row.starting.value or Starting(StartingKind.LINK_ONLY)

    def rules_of(self, pairs: Collection[str]) -> Mapping[str, str]:
        """The words with which the values of these field pairs are read, by pair."""
        return self.rules if len(pairs) == len(self.rules) else {pair: self.rules[pair] for pair in pairs}

    def base_of(self, link: Link, pair: str) -> tuple[Canonical, Canonical] | None:
        """The base of a field pair; None where there is none, or where it was read by other words."""
        return link.base.get(pair) if link.rules.get(pair) == self.rules[pair] else None


def _words(pair: PairMapping) -> tuple[str, ...]:
    return (pair.rule, *(word for part in pair.parts for word in (part.name, *_words(part))))


def place(stated: Stated[Any]) -> str:
    """Where the document says it."""
    return str(stated.span)


def records_of(
    document: Document, mappings: Mapping[str, RecordMapping], profiles: Mapping[Side, Mapping[str, RecordProfile]]
) -> dict[str, Record]:
    """The records that can run: those with a mapping and a resource on both sides."""
    systems = {side: document.system(side).name for side in SIDES}
    found: dict[str, Record] = {}
    for row in document.records:
        mapping = mappings.get(row.name)
        on = {side: profiles[side].get(row.resource(side)) for side in SIDES}
        left, right = on[Side.LEFT], on[Side.RIGHT]
        if mapping is None or left is None or right is None or row.direction.value is None:
            continue
        found[row.name] = Record(row, mapping, {Side.LEFT: left, Side.RIGHT: right}, systems)
    return found


def regimes(records: Iterable[Record], peers: Mapping[Side, Peer]) -> dict[tuple[str, Side], Regime]:
    """By record and side where items may be created, how a create is found again when its answer was lost."""
    return {
        (record.name, side): record.regime(side, peers[side].profile)
        for record in records
        for side in SIDES
        if record.creates(side)
    }
