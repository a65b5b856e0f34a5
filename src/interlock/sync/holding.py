"""Sets items aside, and lets them go when their reason is gone."""

from __future__ import annotations

from datetime import timedelta

from interlock.model.clock import Clock
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind
from interlock.model.ledger import Ledger
from interlock.model.plan import ChangeKind, Line
from interlock.model.value import Canonical, Side
from interlock.sync.record import SIDES
from interlock.sync.run import Pass
from interlock.sync.situation import Hold
from interlock.sync.telling import told
from interlock.sync.units import Unit

_WISH = "wish "
"""Begins `about` of what is held because a system refused a write; it ends with that write."""


_IN_ORDER = timedelta(minutes=1)
"""An item that waits for another no longer than that was only kept in order."""


class Holder:
    """Keeps the held items of the ledger as the decisions say."""

    def __init__(self, ledger: Ledger, clock: Clock, now: Pass) -> None:
        self._ledger = ledger
        self._clock = clock
        self._pass = now

    def hold(self, unit: Unit, hold: Hold, *, attempts: int = 0) -> bool:
        """Set the item aside; whether it was not before."""
        side, item_id = unit.subject
        known = [one for one in self._ledger.held_at(unit.record.name, side, item_id) if _same(one, hold)]
        now = self._clock.now()
        with self._ledger.transaction():
            for one in known:
                self._void(one, hold)
            held = self._ledger.hold(
                Held(
                    id=0,
                    kind=hold.kind,
                    record=unit.record.name,
                    side=side,
                    item_id=item_id,
                    reason=hold.reason,
                    since=now,
                    link="" if unit.link is None else unit.link.id,
                    pair=hold.pair,
                    place=hold.place,
                    left=self._told(unit, hold.pair, hold.left, Side.LEFT),
                    right=self._told(unit, hold.pair, hold.right, Side.RIGHT),
                    sensitive=hold.sensitive,
                    attempts=attempts,
                    waits_record=hold.waits_record,
                    waits_for=hold.waits_for,
                    waits_side=hold.waits_side,
                    about=hold.about,
                )
            )
            if known:
                return False
            self._ledger.note([_entry(held, EntryKind.HELD, held.reason, self._clock)])
        self._pass.lines.append(
            Line(ChangeKind.HOLD, unit.record.name, side, item_id, reason=hold.reason, place=hold.place, held=hold.kind)
        )
        if hold.kind is not HeldKind.WAITING:
            self._pass.told.append((hold.kind, unit.record.name, item_id, hold.reason))
        return True

    def _void(self, known: Held, hold: Hold) -> None:
        """Tell when a decision comes to nothing: it was about other values, or trying again did not help."""
        if known.decision is None:
            return
        if hold.about != known.about:
            why = "what it was about has changed since, so it is to be decided anew"
        elif known.decision is Decision.RETRY:
            why = f"it was tried again and is held as before: {hold.reason}"
        else:
            return
        self._ledger.withdraw(known.id)
        reason = f"`{known.decision.value}`, as {known.decided_by} decided, came to nothing: {why}"
        self._ledger.note([_entry(known, EntryKind.REPORTED, reason, self._clock)])

    def _told(self, unit: Unit, pair: str, value: Canonical, side: Side) -> Canonical:
        found = unit.record.pairs.get(pair)
        return value if found is None else told(found, value, side, self._ledger)

    def keep_only(self, unit: Unit, holds: tuple[Hold, ...], *, refused_too: bool) -> None:
        """Let go what is held of the item, but for these and, if `refused_too`, what a system refused."""
        for side in SIDES:
            if side not in unit.seen:
                continue
            for held in self._ledger.held_at(unit.record.name, side, unit.seen[side].id):
                refused = held.about.startswith(_WISH)
                if (refused and refused_too) or any(_same(held, hold) for hold in holds):
                    continue
                self._ledger.release_held(held.id)
                if held.kind is not HeldKind.WAITING or self._clock.now() - held.since > _IN_ORDER:
                    self._pass.freed.add((unit.record.name, side, held.item_id))
                decided = held.decision is not None and held.kind is not HeldKind.WAITING
                why = f"done as {held.decided_by} decided" if decided else "its reason is gone"
                self._ledger.note([_entry(held, EntryKind.RELEASED, why, self._clock)])

    def unreadable(self, record: str, side: Side, item_id: str, fault: str) -> None:
        """Set an item aside that cannot be judged at all."""
        reason = f"what it holds cannot be worked with: {fault}"
        known = any(
            one.kind is HeldKind.REJECTED and not one.pair for one in self._ledger.held_at(record, side, item_id)
        )
        now = self._clock.now()
        held = self._ledger.hold(Held(0, HeldKind.REJECTED, record, side, item_id, reason, now, about="unreadable"))
        if not known:
            self._ledger.note([_entry(held, EntryKind.HELD, reason, self._clock)])
            self._pass.lines.append(Line(ChangeKind.HOLD, record, side, item_id, reason=reason, held=held.kind))
            self._pass.told.append((held.kind, record, item_id, reason))

    def rejected(self, unit: Unit, wish: str) -> Held | None:
        """What is held because the system refused just this write."""
        for side in SIDES:
            if side in unit.seen:
                for held in self._ledger.held_at(unit.record.name, side, unit.seen[side].id):
                    if held.about == _WISH + wish:
                        return held
        return None

    def let_go(self, record: str, side: Side, item_id: str, kind: HeldKind) -> None:
        """Let go what is held of an item in that kind."""
        for held in self._ledger.held_at(record, side, item_id):
            if held.kind is kind:
                self._ledger.release_held(held.id)


def _same(held: Held, hold: Hold) -> bool:
    return held.kind is hold.kind and held.pair == hold.pair


def _entry(held: Held, kind: EntryKind, reason: str, clock: Clock) -> Entry:
    return Entry(
        clock.now(), kind, held.record, held.link, held.side, held.item_id, held.pair, reason=reason, place=held.place
    )
