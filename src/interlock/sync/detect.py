"""Looks at what each side shows: changes since the last look, or the whole list, and what is missing from it.

A complete list is read when a side was never read, and then as often as `interlock.model.cadence` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from interlock.errors import Refused, SystemFault, Unauthorised, Unreachable, Untrusted
from interlock.model.alert import Alert, Alerts
from interlock.model.cadence import complete_every, reads_whole
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import Cursor
from interlock.model.ledger import Ledger
from interlock.model.peer import Found, Item, Missing, Peer
from interlock.model.profile import PagingStyle, RateLimit
from interlock.model.progress import Progress, Unheard
from interlock.model.value import Side
from interlock.sync.cursors import SETTLING, Reader, Times
from interlock.sync.drifting import Drift
from interlock.sync.health import Health
from interlock.sync.hidden import UNSURE, Hidden
from interlock.sync.intake import Intake, Missed
from interlock.sync.observe import Observer
from interlock.sync.record import Record

_POSITION_OVER = 410
"""How systems answer when they no longer know what has changed since a moment or token."""

_MOST_SUSPECTS = 500
"""How many missing items are looked at one by one in one go; the others follow in the next."""

_PIECE = 1000
"""So many items are taken in together."""

_BELIEVABLE = 10
"""How many items may vanish at once with nothing left; an empty list is more often a fault than the truth."""

_MOST_READINGS = 4
"""How often a list that moves while it is read is read again at most; the settled reader and complete lists follow."""

_NAMED = 3
"""So many items are named in one sentence or told of one by one; more are told together."""


class Detector:
    """Reads both sides into the ledger."""

    def __init__(
        self,
        peers: dict[Side, Peer],
        ledger: Ledger,
        clock: Clock,
        alerts: Alerts,
        health: Health,
        progress: Progress | None = None,
        *,
        limits: Mapping[Side, RateLimit] | None = None,
    ) -> None:
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._alerts = alerts
        self._health = health
        self._limits = dict(limits or {})
        self._progress = progress or Unheard()
        self._observer = Observer(ledger)
        self.listed = dict.fromkeys(Side, 0)
        """How many changes lists showed since this was made, by side; those of a first look are none."""
        self._hidden = Hidden(ledger)
        self._unsure = Hidden(ledger, UNSURE)
        self._drift = Drift(ledger, clock, alerts)
        self._reader = Reader(ledger)

    async def look(self, record: Record, side: Side) -> str:
        """Read what is new on a side; empty, or why it could not be read (then nothing was concluded)."""
        if not self._health.usable(side):
            return self._health.why_not(side)
        try:
            await self._read(record, side)
        except (Unreachable, Unauthorised, Untrusted) as fault:
            self._health.fault(side, fault, about=record.name)
            return fault.message
        except Refused as fault:
            if fault.status >= 500 or fault.status == 429:
                self._health.fault(side, fault, about=record.name)
            else:
                self._cannot_read(record, side, fault)
            return fault.message
        except SystemFault as fault:
            self._cannot_read(record, side, fault)
            return fault.message
        self._health.read_well(side, record.name)
        self._health.count(side)
        self._can_read(record, side)
        return ""

    def now(self) -> datetime:
        """This moment."""
        return self._clock.now()

    def scan_due(self, record: Record, side: Side, cursor: Cursor, now: datetime) -> bool:
        """Whether the whole list is to be read now."""
        if cursor.scanned_at is None or cursor.since is None:
            return True
        if reads_whole(record.profiles[side]):
            return True
        if self._health.scarce(side):
            return False  # what is promised needs the rest; a complete list only proves, and can wait
        return now - cursor.scanned_at >= self._scan_every(record, side)

    def _scan_every(self, record: Record, side: Side) -> timedelta:
        """How often complete lists are read where changes can be asked for."""
        limit = self._limits.get(side) or self._peers[side].profile.rate_limit.value
        known = None if limit is None else self._ledger.fact(_length(record, side))
        # To count what is known takes the longer the more it is, and each look asks.
        items = 0 if limit is None else self._ledger.number_of(record.name, side) if known is None else int(known)
        return complete_every(record.profiles[side], items, limit)

    async def _read(self, record: Record, side: Side) -> None:
        now = self._clock.now()
        cursor = self._ledger.cursor(record.name, side)
        if self.scan_due(record, side, cursor, now):
            await self._scan(record, side, cursor, now)
            return
        try:
            await self._changes(record, side, cursor, now)
        except Refused as fault:
            if fault.status != _POSITION_OVER:
                raise
            # What changed since then cannot be told any more; the whole list tells it just as well.
            await self._scan(record, side, self._ledger.cursor(record.name, side), now)

    async def _changes(self, record: Record, side: Side, cursor: Cursor, now: datetime) -> None:
        settles = self._scan_every(record, side) > SETTLING and not self._health.scarce(side)
        reach = self._reader.reach(record.name, side, cursor, now, settles=settles)
        since = reach.since
        missed = Missed(reach.head)
        for _ in range(_MOST_READINGS):
            watch = Times(cursor)
            intake, pages = await self._listed(record, side, since, watch, missed)
            if watch.jump_s < 0 and since == reach.since and since is not None:
                # What was changed since it was set back has stamps from before the last look.
                since += timedelta(seconds=watch.jump_s)
                continue
            if pages < 2 or not intake.changes or not self._moves(record, side):
                break
        await self._confirm(record, side, [*intake.doubtful, *self._again(record, side)])
        self._tell_jump(record, side, watch)
        self._tell_missed(record, side, missed)
        self._ledger.put_cursor(record.name, side, replace(watch.cursor(now), polled_at=now))
        if reach.settles:
            self._reader.settled(record.name, side, watch.first, now)

    async def _listed(
        self, record: Record, side: Side, since: datetime | None, watch: Times, missed: Missed
    ) -> tuple[Intake, int]:
        """Read what changed, and how many pages there were."""
        tally = self._drift.tally(record, side)
        intake = Intake(self._observer, self._ledger, self._clock, record, side, tally, missed)
        pages = 0
        async for page in self._peers[side].pages(record.resource(side), since=since):
            watch.page(page, self._clock.now())
            intake.page(page.items)
            pages += 1
        self.listed[side] += intake.changes
        self._drift.judge(record, side, tally)
        return intake, pages

    def _again(self, record: Record, side: Side) -> list[str]:
        """What is to be looked at once more because the last look at it told nothing."""
        return [*self._hidden.due(record.name, side), *self._unsure.due(record.name, side)]

    def _moves(self, record: Record, side: Side) -> bool:
        """Whether items may slip past while a list is read: where pages are counted, each change shifts the rest."""
        paging = record.profiles[side].paging.value
        return paging is not None and paging.style in (PagingStyle.PAGE, PagingStyle.OFFSET)

    async def _scan(self, record: Record, side: Side, cursor: Cursor, now: datetime) -> None:
        generation = cursor.generation + 1
        first = cursor.scanned_at is None
        # The number is used up even if the list breaks off: an item must never be met by half a list.
        self._ledger.put_cursor(record.name, side, replace(cursor, generation=generation))
        watch = Times(cursor)
        tally = self._drift.tally(record, side)
        asks = record.profiles[side].since.value is not None and not first
        missed = Missed(self._reader.reach(record.name, side, cursor, now, settles=False).head if asks else None)
        intake = Intake(
            self._observer,
            self._ledger,
            self._clock,
            record,
            side,
            tally,
            missed,
            piece=_PIECE,
            generation=generation,
            first=first,
        )
        shown = await self._whole(record, side, watch, intake)
        self.listed[side] += 0 if first else intake.changes
        self._drift.judge(record, side, tally)
        missing = self._ledger.unmet(record.name, side, generation, intake.met, most=_MOST_SUSPECTS)
        suspects = [seen.id for seen in missing if seen.seen_at <= now]
        if shown == 0 and len(suspects) > _BELIEVABLE:
            self._empty(record, side, len(suspects))
            suspects = []
        unsure = self._unsure.due(record.name, side)
        await self._confirm(record, side, [*intake.doubtful, *suspects, *unsure])
        self._tell_jump(record, side, watch)
        self._tell_missed(record, side, missed)
        with self._ledger.transaction():
            self._ledger.put_cursor(
                record.name, side, replace(watch.cursor(now), polled_at=now, scanned_at=now, generation=generation)
            )
            self._reader.settled(record.name, side, watch.first, now)
            self._ledger.set_fact(_length(record, side), str(shown))
            intake.judges.all_judged()

    async def _whole(self, record: Record, side: Side, watch: Times, intake: Intake) -> int:
        """Read a list from end to end; how many items it showed."""
        shown = 0
        try:
            async for page in self._peers[side].pages(record.resource(side), since=None):
                watch.page(page, self._clock.now())
                intake.page(page.items)
                shown += len(page.items)
                self._progress.read(record.name, side, shown)
        except SystemFault:
            intake.end()
            raise
        intake.end()
        return shown

    async def _confirm(self, record: Record, side: Side, ids: list[str]) -> None:
        """Look at each id: only a direct answer that it is gone is a delete.

        Where a list says so, too, it is certain that an item went, but not that it was not merged into another one:
        only the answer tells, and one that may be behind tells nothing.
        """
        hidden = []
        try:
            for item_id in dict.fromkeys(ids):
                found = await self._peers[side].get(record.resource(side), item_id)
                if self.believe(record, side, item_id, found):
                    hidden.append(item_id)
        finally:
            self.tell_hidden(record, side, hidden)

    def believe(self, record: Record, side: Side, item_id: str, found: Found) -> bool:
        """Take in what a direct look at an item showed; whether it is new that we may not see it any more."""
        if found is Missing.FORBIDDEN:
            self._hidden.add(record.name, side, item_id)
            return self._forbidden(record, side, item_id)
        if isinstance(found, Item) and not found.deleted:
            sure = self._observer.look(record, side, found, self._clock.now()) is not None
        else:
            sure = self._observer.missing(record, side, item_id, found, self._clock.now())
        if sure:
            self._unsure.drop(record.name, side, item_id)
        else:
            self._unsure.add(record.name, side, item_id)
        if self._hidden.drop(record.name, side, item_id):
            self._ledger.unsettle(record.name, side, item_id)
        return False

    def tell_hidden(self, record: Record, side: Side, ids: Sequence[str]) -> None:
        """Tell people, together, of items that we may not see any more."""
        if len(ids) == 1:
            self._alert("permission", f"{record.name} {ids[0]}", _hidden(record.systems[side], "it", "it is"))
        elif ids:
            what = f"{len(ids)} of {record.name}, `{ids[0]}` among them,"
            self._alert("permission", record.name, _hidden(record.systems[side], what, "none is"))

    def _forbidden(self, record: Record, side: Side, item_id: str) -> bool:
        if not self._ledger.once(f"forbidden {record.name} {side.value} {item_id}", "403"):
            return False
        link = self._ledger.link_of(record.name, side, item_id) or ""
        reason = _hidden(record.systems[side], "it", "it is")
        entry = Entry(self._clock.now(), EntryKind.REPORTED, record.name, link, side, item_id, reason=reason)
        self._ledger.note([entry])
        return True

    def _tell_missed(self, record: Record, side: Side, missed: Missed) -> None:
        """Tell of changes that earlier looks should have shown, and reach further back from now on."""
        if missed.head is None or not missed.found:
            return
        self._reader.was_late(record.name, side, missed.head, list(missed.found.values()))
        ids = ", ".join(f"`{item_id}`" for item_id in list(missed.found)[:_NAMED])
        more = f" and {len(missed.found) - _NAMED} more" if len(missed.found) > _NAMED else ""
        changes = "a change" if len(missed.found) == 1 else f"{len(missed.found)} changes"
        reason = f"{record.systems[side]} showed {changes} late, which earlier looks had missed: {ids}{more}"
        self._ledger.note([Entry(self._clock.now(), EntryKind.REPORTED, record.name, side=side, reason=reason)])

    def _tell_jump(self, record: Record, side: Side, watch: Times) -> None:
        if not watch.jump_s:
            return
        way = "forward" if watch.jump_s > 0 else "back"
        reason = (
            f"the clock of {record.systems[side]}, or the one here, was set: it is {abs(watch.jump_s):.0f} seconds "
            f"further {way} than at the last look; what was changed meanwhile was read again"
        )
        # One clock is told of once, however many records it stamps.
        if self._ledger.once(f"clock {side.value}", self._clock.now().isoformat(timespec="hours")):
            self._ledger.note([Entry(self._clock.now(), EntryKind.REPORTED, side=side, reason=reason)])
            self._alert("clock", record.systems[side], reason)

    def _empty(self, record: Record, side: Side, known: int) -> None:
        message = (
            f"{record.systems[side]} shows no {record.name} at all, where {known} or more were known; "
            "none is taken as deleted"
        )
        if self._ledger.once(f"empty {record.name} {side.value}", str(known)):
            self._ledger.note([Entry(self._clock.now(), EntryKind.REPORTED, record.name, side=side, reason=message)])
            self._alert("empty list", f"{record.name} from {record.systems[side]}", message)

    def _cannot_read(self, record: Record, side: Side, fault: SystemFault) -> None:
        message = f"{record.name} cannot be read from {record.systems[side]}: {fault.message}"
        name = f"unread {record.name} {side.value}"
        if self._ledger.once(name, fault.message):
            self._ledger.set_fact(name, "told")
            self._alert("system down", f"{record.name} from {record.systems[side]}", message)

    def _can_read(self, record: Record, side: Side) -> None:
        """What people were told could not be read can be read again."""
        name = f"unread {record.name} {side.value}"
        if self._ledger.fact(name) is not None:
            self._ledger.set_fact(name, None)
            self._ledger.once(name, "")
            message = f"{record.name} can be read from {record.systems[side]} again"
            self._alert("system down", f"{record.name} from {record.systems[side]}", message, over=True)

    def _alert(self, kind: str, subject: str, message: str, *, over: bool = False) -> None:
        self._alerts.send(Alert(self._clock.now(), kind, subject, message, over=over))


def _length(record: Record, side: Side) -> str:
    """The fact that says how many items the last complete list of a side showed."""
    return f"length {record.name} {side.value}"


def _hidden(system: str, what: str, none_is: str) -> str:
    return f"{system} no longer shows {what} to us (403); {none_is} not taken as deleted"
