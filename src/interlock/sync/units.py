"""Gathers from the ledger all that a decision about one item depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from interlock.mapping import Waiting
from interlock.model.decisions import StartingKind
from interlock.model.history import EntryKind, Held, HeldKind
from interlock.model.kept import Act, Cursor, Intent, IntentState, Link, LinkState, Seen
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.approvals import standing
from interlock.sync.circles import can_wait, closing
from interlock.sync.drifting import stops
from interlock.sync.errors import ErrorPolicy
from interlock.sync.fights import Fights
from interlock.sync.gathered import Gathered
from interlock.sync.matching import match
from interlock.sync.mergers import any_loss, any_merger, heir, lookalike, merger, returned, reused
from interlock.sync.observe import never_in
from interlock.sync.reconcile import reconcile
from interlock.sync.record import SIDES, Record
from interlock.sync.resync import Doubt
from interlock.sync.searching import alike
from interlock.sync.situation import Alone, Decided, Linked, Sight
from interlock.sync.times import ItemTimes


@dataclass(frozen=True, slots=True)
class Unit:
    """One item to decide about, with what was decided. `seen` has the sides on which it exists or existed."""

    record: Record
    link: Link | None
    seen: dict[Side, Seen]
    decided: Decided

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from the others of its record."""
        if self.link is not None:
            return ("link", self.link.id)
        side, seen = next(iter(self.seen.items()))
        return (side.value, seen.id)

    @property
    def subject(self) -> tuple[Side, str]:
        """The side and id by which people are told of it: the side of the source of truth where it is there."""
        truth = self.record.truth or Side.LEFT
        side = truth if truth in self.seen else next(iter(self.seen))
        return side, self.seen[side].id


class Judge:
    """Takes the decisions of one record; made anew for each round."""

    def __init__(
        self, record: Record, ledger: Ledger, policy: ErrorPolicy, now: datetime, go_live: datetime, *, fresh: bool
    ) -> None:
        self._record = record
        self._ledger = ledger
        self._policy = policy
        self._now = now
        self._go_live = go_live
        self._fresh = fresh
        self._cursors: dict[Side, Cursor] = {side: ledger.cursor(record.name, side) for side in SIDES}
        self._guards: dict[Side, str] | None = None
        self._doubt = Doubt.of(record, ledger)
        self.known = Gathered(ledger, record)
        self._creates: list[Intent] = []
        self._busy: set[tuple[Side, str]] = set()
        """the items of which the outcome of a write is not known"""
        self._creating = {side: record.creates(side.other) for side in SIDES}
        self._ages = record.starting.kind is not StartingKind.ALL
        self._mergers = self._losses = self._quiet = False
        self._doubted: set[Side] = set()
        """the sides on which an item may have been made by a create of unknown outcome"""
        self.anything_held = True
        """whether anything was held when the round began; what it holds itself concerns only items already judged"""
        self.refresh()

    def refresh(self) -> None:
        """Take note of writes that have come to be in doubt, and of what is held."""
        record, ledger = self._record, self._ledger
        intents = [
            intent
            for state in (IntentState.OPEN, IntentState.HELD)
            for intent in ledger.intents(state)
            if intent.record == record.name
        ]
        self._creates = [intent for intent in intents if intent.act is Act.CREATE]
        self._busy = {
            one
            for intent in intents
            for one in ((intent.side.other, intent.source_id), (intent.side, intent.target_id))
            if one[1]
        }
        self._stops = stops(ledger, record)
        self._mergers = any_merger(ledger, record.name)
        self._losses = any_loss(ledger, record.name)
        self.anything_held = ledger.anything_held()
        read = self._fresh and all(cursor.scanned_at is not None for cursor in self._cursors.values())
        loud = self._stops or self._mergers or self._losses
        self._doubted = {intent.side for intent in self._creates}
        self._quiet = read and not loud and self._doubt.window is None and self._doubt.lost is None

    def unit(self, side: Side, item_id: str) -> Unit | None:
        """The item with a decision; None where a write for it is under way or its own state is not known."""
        link = self.known.link_at(side, item_id)
        if link is not None:
            return None if any((one, link.id_on(one)) in self._busy for one in SIDES) else self._linked(link)
        if (side, item_id) in self._busy:
            return None
        seen = self.known.seen(side, item_id)
        if seen is None:
            return None
        return Unit(self._record, None, {side: seen}, match(self._record, self._alone(seen)))

    def unknown_of(self, side: Side, item_id: str) -> tuple[Side, str] | None:
        """The counterpart of an item, where nothing is known of it, as after it was forgotten; None where it is."""
        link = self.known.link_at(side, item_id)
        if link is None or self.known.seen(side, item_id) is None:
            return None
        there = link.id_on(side.other)
        return None if self.known.seen(side.other, there) is not None else (side.other, there)

    def plain(self, side: Side, item_id: str) -> Seen | None:
        """The item, where all that is known leads to nothing but its being created, if its values can be."""
        if not self._quiet or side in self._doubted or (side, item_id) in self._busy:
            return None
        if self.known.link_at(side, item_id) is not None or (self.anything_held and self.known.holds(side, item_id)):
            return None
        seen = self.known.seen(side, item_id)
        if seen is None or seen.gone or seen.archived or not seen.in_scope or not self._creating[side]:
            return None
        if self._record.matched and (seen.key is None or not self.known.has_no_like(side, seen.key)):
            return None
        if seen.wanted or not self._ages:
            return seen
        old = self._record.is_old(seen, self._go_live, ahead_s=self._cursors[side].offset_s)
        return None if old else seen

    def _linked(self, link: Link) -> Unit | None:
        seen: dict[Side, Seen] = {}
        for side in SIDES:
            found = self.known.seen(side, link.id_on(side))
            if found is None:
                return None
            seen[side] = found
        sights = {
            side: Sight(one, self._record.mapping.read(side, one.body, self._ledger)) for side, one in seen.items()
        }
        held = tuple(one for side in SIDES for one in self._held_at(side, link.id_on(side)))
        gone = [side for side in SIDES if seen[side].gone]
        if gone and held:
            held = standing(self._ledger, held, self._now)
        guarded = self._guarded(seen[gone[0]]) if len(gone) == 1 and link.state is LinkState.ACTIVE else ""
        if gone and not guarded:
            # What a guard once held stays held until a person decides, also when its time is over.
            kept = [one for one in held if one.kind is HeldKind.GUARD and one.about == f"gone {gone[0].value}"]
            guarded = kept[0].reason.split("; ", 1)[-1] if kept else ""
        merged = {
            side: one for side in gone if (one := merger(self._ledger, self._record, link, seen[side])) is not None
        }
        if link.state is LinkState.ACTIVE and merged:
            guarded = ""
        times = ItemTimes(self._record, seen, self._cursors, self._now)
        archived = self._archived_by_us(link, seen)
        never = frozenset(side for side, one in seen.items() if not one.in_scope and self._never_in(one))
        only_gone = len(gone) == 1 and not merged
        item = Linked(
            link,
            sights,
            times,
            held,
            guarded,
            merged,
            reused=reused(self._record, link, seen),
            lookalike=lookalike(self._ledger, self._record, seen[gone[0]]) if only_gone else "",
            stopped=self._stops,
            archived_by_us=archived,
            fights=Fights(self._ledger, self._record.pairs, link.id, self._now),
            never_in=never,
            closing=self._closing(link, sights),
        )
        return Unit(self._record, link, seen, reconcile(self._record, item))

    def _closing(self, link: Link, sights: Mapping[Side, Sight]) -> frozenset[tuple[str, Side]]:
        if not self._record.refers_to_itself or link.state is not LinkState.ACTIVE:
            return frozenset()
        return closing(self._ledger, self._record, link, {side: sight.values for side, sight in sights.items()})

    def _never_in(self, seen: Seen) -> bool:
        return self._ledger.fact(never_in(self._record.name, seen.side, seen.id)) is not None

    def _archived_by_us(self, link: Link, seen: Mapping[Side, Seen]) -> Side | None:
        """The side on which only the sync archived it, going by the last that was done about that."""
        archived = [side for side in SIDES if seen[side].archived]
        if len(archived) != 1:
            return None
        told = self._ledger.history(record=self._record.name, link=link.id)
        ours = any(entry.kind is EntryKind.ARCHIVED and entry.side is archived[0] for entry in told)
        return archived[0] if ours else None

    def _alone(self, seen: Seen) -> Alone:
        side = seen.side
        twins: tuple[Seen, ...] = ()
        matches: tuple[Seen, ...] = ()
        aside: tuple[Seen, ...] = ()
        if seen.key is not None and self._record.matched:
            twins = tuple(one for one in self.known.of_key(side, seen.key) if one.id != seen.id)
            matches = self.known.of_key(side.other, seen.key)
            aside = self.known.aside(side.other, seen.key) if not matches else ()
        linked = frozenset(one.id for one in matches if self.known.link_at(side.other, one.id) is not None)
        held = self._held_at(side, seen.id)
        values = self._record.mapping.read(side, seen.body, self._ledger)
        waits = self.anything_held and any(isinstance(value, Waiting) for value in values.values())
        return Alone(
            sight=Sight(seen, values),
            go_live=self._go_live,
            offsets={one: self._cursors[one].offset_s for one in SIDES},
            twins=twins,
            matches=matches,
            linked=linked,
            aside=tuple(one.id for one in aside),
            both_read=self._fresh and all(cursor.scanned_at is not None for cursor in self._cursors.values()),
            under_way=self._doubt.too_early(self._now)
            or any(self._may_have_made(intent, seen) for intent in self._creates if intent.state is IntentState.OPEN),
            doubtful=any(self._may_have_made(intent, seen) for intent in self._creates),
            again=self._again(seen, twins, matches),
            can_wait=can_wait(self._ledger, self._record, seen, values) if waits else frozenset(),
            heir=self._mergers and heir(self._ledger, self._record, seen),
            held=held,
            unsure=self._doubt.of_create(seen, held, self._cursors[side].offset_s),
            stopped=self._stops,
        )

    def _again(self, seen: Seen, twins: tuple[Seen, ...], matches: tuple[Seen, ...]) -> tuple[str, str] | None:
        """What is gone and had the match key of an item, and its counterpart; None unless that is the only one."""
        if seen.key is None or twins or len(matches) > 1 or not self._losses or not self._record.matched:
            return None
        found = returned(self._ledger, self._record, seen)
        return found if found is not None and {one.id for one in matches} <= {found[1]} else None

    def _may_have_made(self, intent: Intent, seen: Seen) -> bool:
        """Whether a create whose outcome is unknown may have made the item."""
        if intent.side is not seen.side:
            return False
        if intent.match is None or seen.key is None or intent.match == seen.key:
            return True
        return seen.seen_at >= intent.at and alike(self._record, intent, seen.body, self._ledger)

    def _held_at(self, side: Side, item_id: str) -> tuple[Held, ...]:
        return self._ledger.held_at(self._record.name, side, item_id) if self.anything_held else ()

    def _guarded(self, gone: Seen) -> str:
        """Why a delete is held now; empty where no guard is up."""
        if self._guards is None:
            self._guards = {side: self._count(side) for side in SIDES}
        return self._guards[gone.side] or self._doubt.of_delete(gone)

    def _count(self, side: Side) -> str:
        guard = self._policy.guard
        deletes = self._ledger.deletes_since(self._record.name, side, self._now - guard.within)
        if deletes <= guard.more_than:
            return ""
        active = self._ledger.number_of_links(self._record.name, LinkState.ACTIVE)
        ended = self._ledger.number_of_links(self._record.name, LinkState.ENDED)
        items = min(active + deletes, active + ended)
        if not guard.trips(deletes, items):
            return ""
        hours = guard.within.total_seconds() / 3600
        return (
            f"{deletes} of {items} were deleted within {hours:g} hours, which is more than is believed without asking"
        )
