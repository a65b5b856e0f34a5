"""Decides about all items of a record on which a decision is due, and carries the decisions out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from interlock.errors import SystemFault
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import Act, Due, Link, LinkState
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Missing, Peer
from interlock.model.plan import ChangeKind, Line
from interlock.model.value import Side
from interlock.sync.allowing import mark_of_link
from interlock.sync.batch import Queue
from interlock.sync.carrying import Carrying
from interlock.sync.circles import Node, ask_again, waits_for_itself
from interlock.sync.errors import ErrorPolicy
from interlock.sync.observe import Observer
from interlock.sync.plain import Plain
from interlock.sync.record import SIDES, Record, place
from interlock.sync.run import Pass
from interlock.sync.situation import Decided, Hold, Report, Result
from interlock.sync.straight import Straight
from interlock.sync.units import Judge, Unit
from interlock.sync.writing import Writing

_TOGETHER = 200
"""So many decisions without a write are kept in one transaction."""


class Round:
    """One look at everything that is due of one record."""

    def __init__(
        self,
        record: Record,
        records: dict[str, Record],
        peers: dict[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        policy: ErrorPolicy,
        writing: Writing,
        now: Pass,
        go_live: datetime,
        *,
        fresh: bool,
        stopped: Callable[[], bool],
        renew: Callable[[], None],
    ) -> None:
        self._record = record
        self._records = records
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._writing = writing
        self._pass = now
        self._fresh = fresh
        self._stopped = stopped
        self._judge = Judge(record, ledger, policy, clock.now(), go_live, fresh=fresh)
        self._straight = Straight(record, peers, ledger, clock, writing, self._judge, closed=now.marks)
        self._carrying = Carrying(
            record, peers, ledger, clock, writing, self._judge, self._straight, now, stopped=stopped, renew=renew
        )

    async def run(self, *, removing: bool) -> bool:
        """Decide and carry out; whether anything came of it.

        `removing` takes only the deletes and archivings, which come after everything else; without it they are left.
        """
        if self._record.refers_to_itself and self._ledger.anything_held():
            ask_again(self._ledger, self._record)
        queue = Queue(self._ledger, self._record.name)
        moved, after = False, 0
        in_turn = removing and self._record.refers_to_itself
        # Piece by piece, so that what is in memory does not depend on how much there is to do.
        while due := self._ledger.due(self._record.name, after=after, most=_TOGETHER):
            after = due[-1].number
            unseen: list[tuple[Record, Side, str]] = []
            self._pass.tell_due(self._ledger, self._record.name, full=len(due) == _TOGETHER)
            waiting = len(queue.names)
            moved |= self._decided(due, queue, unseen, removing=removing)
            self._pass.progress.decided(self._record.name, len(due) - (len(queue.names) - waiting))
            for record, side, item_id in unseen:
                await self._take_up(record, side, item_id)
                moved = True
            if not in_turn:
                moved |= await self._carrying.write(queue, all_of_them=False)
            if self._stopped():
                return False
        for group in self._carrying.in_turn(queue.all_ready()) if in_turn else ():
            queue.put_back(group)
            moved |= await self._carrying.write(queue, all_of_them=True)
        moved |= await self._carrying.write(queue, all_of_them=True)
        if self._fresh and not moved and not self._stopped():
            self._carrying.finish()
        return moved and not self._stopped()

    def _decided(
        self,
        due: Sequence[Due],
        queue: Queue,
        unseen: list[tuple[Record, Side, str]],
        *,
        removing: bool,
    ) -> bool:
        """Decide about a piece of what is due; whether something moved."""
        now = [one for one in due if self._pass.concerns(self._record.name, one.side, one.id)]
        met: set[tuple[str, str]] = set()
        moved = False
        with self._ledger.transaction():
            self._judge.known.gather(now)
            for side, item_id, _ in now:
                if (side.value, item_id) in queue.names:
                    continue
                plain = self._plain(side, item_id)
                if plain is not None:
                    queue.add(plain)
                    continue
                unit = self._judged(side, item_id)
                if unit is None and (away := self._judge.unknown_of(side, item_id)) is not None:
                    unseen.append((self._record, *away))
                if unit is None or unit.name in met or unit.name in queue.names:
                    continue
                met.add(unit.name)
                moved |= self._without_write(unit, queue, unseen, removing=removing)
        return moved

    def _plain(self, side: Side, item_id: str) -> Plain | None:
        """The item, where it is just to be created; what is strange about one is found out on the other way."""
        try:
            return self._straight.plain(side, item_id)
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
            return None

    def _judged(self, side: Side, item_id: str) -> Unit | None:
        """The item with its decision; None where there is none to carry out now."""
        try:
            unit = self._judge.unit(side, item_id)
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as fault:
            # Whatever an item holds, it must not keep the others from flowing.
            self._writing.holder.unreadable(self._record.name, side, item_id, f"{type(fault).__name__}: {fault}")
            self._put_off(side, item_id)
            self._pass.result(self._record.name, (side.value, item_id), Result.HELD)
            return None
        if unit is None:
            held = bool(self._ledger.held_at(self._record.name, side, item_id))
            self._put_off(side, item_id)
            self._pass.result(self._record.name, (side.value, item_id), Result.HELD if held else Result.WAITING)
        return unit

    # Decisions without a write

    def _without_write(
        self, unit: Unit, queue: Queue, unseen: list[tuple[Record, Side, str]], *, removing: bool
    ) -> bool:
        """Carry out what needs no write, and put what does on the list; whether something moved."""
        decided = unit.decided
        removes = any(write.act in (Act.DELETE, Act.ARCHIVE) for write in decided.writes)
        if removes and not removing:
            return False
        if decided.result is Result.WAITING:
            self._wait(unit)
            return False
        if decided.link_with:
            return self._link(unit)
        if unit.link is not None:
            self._writing.settler.advance(self._record, unit.link, decided.base)
        if self._judge.anything_held:
            self._writing.holder.keep_only(unit, decided.holds, refused_too=bool(decided.writes))
        circle = False
        for hold in decided.holds:
            circle |= self._hold(unit, hold, unseen)
        for report in decided.reports:
            self._report(unit, report)
        if decided.moves is not None and unit.link is not None:
            self._move(unit, unit.link, *decided.moves)
            return True
        if decided.becomes is not None and unit.link is not None:
            self._become(unit, decided, decided.becomes)
            return True
        if decided.writes:
            queue.add(unit)
            return False
        if not circle:
            self._settle(unit)
        self._pass.result(self._record.name, unit.name, decided.result)
        return circle

    def _wait(self, unit: Unit) -> None:
        for side, seen in unit.seen.items():
            self._put_off(side, seen.id)
        self._pass.result(self._record.name, unit.name, Result.WAITING)

    def _link(self, unit: Unit) -> bool:
        side, seen = next(iter(unit.seen.items()))
        ids = {side: seen.id, side.other: unit.decided.link_with}
        reason, where = unit.decided.reason, place(self._record.row.matched_by)
        mark = mark_of_link(self._record, ids[Side.LEFT], ids[Side.RIGHT], self._ledger) if self._pass.marks else ""
        if self._pass.bars(mark, self._record.name, unit.subject[1]):
            self._wait(unit)
            return False
        self._writing.settler.link(self._record, ids[Side.LEFT], ids[Side.RIGHT], reason, where)
        line = Line(
            ChangeKind.LINK, self._record.name, side.other, seen.id, unit.decided.link_with, reason=reason, place=where
        )
        self._pass.came(line.kind, lambda: line, mark)
        if unit.decided.takes_over:
            self._judge.known.forget_all()
        for one in SIDES:
            self._judge.known.forget(one, ids[one])
            self._pass.forget(self._record.name, (one.value, ids[one]))
            self._pass.put_off.discard((self._record.name, one, ids[one]))
        return True

    def _hold(self, unit: Unit, hold: Hold, unseen: list[tuple[Record, Side, str]]) -> bool:
        """Set the item aside; whether that showed that it waits for itself, which is to be decided about anew."""
        new = self._writing.holder.hold(unit, hold)
        where = hold.waits_side
        circle: tuple[Node, ...] = ()
        if where is not None and hold.waits_record in self._records:
            if new and unit.link is None:
                own = (self._record.name, *unit.subject)
                circle = waits_for_itself(self._ledger, own, (hold.waits_record, where, hold.waits_for))
                for node in circle:
                    self._ledger.unsettle(*node)
            parent = self._records[hold.waits_record]
            if self._ledger.seen(parent.name, where, hold.waits_for) is None:
                unseen.append((parent, where, hold.waits_for))
            self._ledger.want(parent.name, where, hold.waits_for)
            if parent is self._record:
                self._judge.known.forget(where, hold.waits_for)
        return bool(circle)

    def _report(self, unit: Unit, report: Report) -> None:
        side, item_id = unit.subject
        link = "" if unit.link is None else unit.link.id
        key = f"report {self._record.name} {side.value} {item_id} {report.pair}"
        if not self._ledger.once(key, f"{report.reason} {report.about}"):
            return
        self._ledger.note(
            [
                Entry(
                    self._clock.now(),
                    EntryKind.REPORTED,
                    self._record.name,
                    link,
                    side,
                    item_id,
                    report.pair,
                    reason=report.reason,
                    place=report.place,
                )
            ]
        )
        self._pass.lines.append(
            Line(ChangeKind.REPORT, self._record.name, side, item_id, reason=report.reason, place=report.place)
        )

    def _become(self, unit: Unit, decided: Decided, state: LinkState) -> None:
        if unit.link is None:
            return
        self._judge.known.forget_all()
        self._writing.settler.become(self._record, unit.link, state, decided.reason, decided.place)
        self._pass.result(self._record.name, unit.name, decided.result)
        if state is not LinkState.ACTIVE:
            side, item_id = unit.subject
            self._pass.lines.append(
                Line(ChangeKind.END, self._record.name, side, item_id, reason=decided.reason, place=decided.place)
            )

    def _move(self, unit: Unit, link: Link, side: Side, to: str) -> None:
        """Let a link go on with another item."""
        reason = unit.decided.reason
        self._judge.known.forget_all()
        moved = self._writing.settler.move(self._record, link, side, to, reason)
        self._pass.put_off.discard((self._record.name, side, to))
        self._pass.forget(self._record.name, (side.value, to))
        source, target = (to, moved.id_on(side.other)) if side is Side.LEFT else (moved.id_on(side.other), to)
        self._pass.lines.append(Line(ChangeKind.LINK, self._record.name, Side.RIGHT, source, target, reason=reason))

    def _settle(self, unit: Unit) -> None:
        self._ledger.settle(self._record.name, ((side, seen.id, seen.digest) for side, seen in unit.seen.items()))

    def _put_off(self, side: Side, item_id: str) -> None:
        self._pass.put_off.add((self._record.name, side, item_id))

    async def _take_up(self, parent: Record, side: Side, item_id: str) -> None:
        """Look at an item that was never seen, or is forgotten: another one refers to it, or it is the counterpart."""
        if self._pass.rehearsed:
            return
        try:
            found = await self._peers[side].get(parent.resource(side), item_id)
        except SystemFault:
            return  # the item stays held as waiting; the next complete look at its record tells more
        if found is Missing.FORBIDDEN:
            return
        observer, now = Observer(self._ledger), self._clock.now()
        link = self._ledger.link_at(parent.name, side, item_id)
        if isinstance(found, Item) and not found.deleted:
            observer.look(parent, side, found, now)
            self._ledger.want(parent.name, side, item_id)
        elif link is not None:
            observer.missing(parent, side, item_id, found, now)
        if link is not None and parent is self._record:
            for one in SIDES:
                self._judge.known.forget(one, link.id_on(one))
                self._pass.forget(parent.name, (one.value, link.id_on(one)))
                self._pass.put_off.discard((parent.name, one, link.id_on(one)))
