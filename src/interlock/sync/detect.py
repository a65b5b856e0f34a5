"""Looks at what each side shows: changes since the last look, or the whole list, and what is missing from it.

A complete list is read when a side was never read, where its lists cannot be asked for changes, and where deletes show
only by absence: then at most every ten minutes, and seldomer where the list is so long that reading it would take more
than a quarter of what the system allows. Everywhere else a complete list once a day proves that nothing was missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from interlock.errors import Refused, SystemFault, Unauthorised, Unreachable, Untrusted
from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import Cursor
from interlock.model.ledger import Ledger
from interlock.model.peer import Found, Item, Missing, Page, Peer
from interlock.model.profile import DeletesSeen
from interlock.model.progress import Progress, Unheard
from interlock.model.value import Side
from interlock.sync.drifting import Drift
from interlock.sync.health import Health
from interlock.sync.hidden import Hidden
from interlock.sync.observe import Observer
from interlock.sync.record import Record

_OVERLAP = timedelta(minutes=2)
"""How far back each look reaches: late commits and clocks that differ; by experience."""

_POSITION_OVER = 410
"""How systems answer when they no longer know what has changed since a moment or token."""

_SCAN = timedelta(minutes=10)
_PROOF = timedelta(days=1)
_SHARE = 0.25
"""The share of a rate limit that complete lists may take."""

_MOST_SUSPECTS = 500
"""How many missing items are looked at one by one in one go; the others follow in the next."""

_BELIEVABLE = 10
"""How many items may vanish at once with nothing left; an empty list is more often a fault than the truth."""

_DATE_UNSURE_S = 1.5
"""A Date header counts whole seconds, and was made some time before it arrived."""


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
    ) -> None:
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._alerts = alerts
        self._health = health
        self._progress = progress or Unheard()
        self._observer = Observer(ledger)
        self.listed = dict.fromkeys(Side, 0)
        """How many changes lists showed since this was made, by side; those of a first look are none."""
        self._hidden = Hidden(ledger)
        self._drift = Drift(ledger, clock, alerts)

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
        profile = record.profiles[side]
        if profile.since.value is None:
            return True
        if self._health.scarce(side):
            return False  # what is promised needs the rest; a complete list only proves, and can wait
        seen = profile.deletes.value
        visible = seen is not None and seen.how in (DeletesSeen.TOMBSTONE, DeletesSeen.FLAG)
        floor = _PROOF if visible else _SCAN
        since = now - cursor.scanned_at
        return since >= floor and since >= self._scan_takes(record, side) / _SHARE

    def _scan_takes(self, record: Record, side: Side) -> timedelta:
        limit = self._peers[side].profile.rate_limit.value
        if limit is None or limit.requests <= 0:
            return timedelta(0)
        paging = record.profiles[side].paging.value
        size = (paging.size_max or paging.size_default if paging else None) or 100
        pages = self._ledger.number_of(record.name, side) // size + 1
        return timedelta(seconds=pages * limit.per_s / limit.requests)

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
        since = None if cursor.since is None else cursor.since - _OVERLAP
        watch = _Times(cursor)
        tally = self._drift.tally(record, side)
        doubtful: list[str] = []
        async for page in self._peers[side].pages(record.resource(side), since=since):
            watch.page(page, self._clock.now())
            taken = self._observer.take(record, side, page.items, self._clock.now(), tally=tally)
            self.listed[side] += taken.new + taken.changed + len(taken.deleted)
            doubtful += [*taken.deleted, *taken.stale]
        self._drift.judge(record, side, tally)
        await self._confirm(record, side, [*doubtful, *self._hidden.due(record.name, side)])
        self._ledger.put_cursor(record.name, side, replace(watch.cursor(now), polled_at=now))

    async def _scan(self, record: Record, side: Side, cursor: Cursor, now: datetime) -> None:
        generation = cursor.generation + 1
        first = cursor.scanned_at is None
        # The number is used up even if the list breaks off: an item must never be met by half a list.
        self._ledger.put_cursor(record.name, side, replace(cursor, generation=generation))
        watch = _Times(cursor)
        tally = self._drift.tally(record, side)
        doubtful: list[str] = []
        shown = 0
        async for page in self._peers[side].pages(record.resource(side), since=None):
            watch.page(page, self._clock.now())
            shown += len(page.items)
            self._progress.read(record.name, side, shown)
            taken = self._observer.take(
                record, side, page.items, self._clock.now(), generation=generation, first_scan=first, tally=tally
            )
            self.listed[side] += 0 if first else taken.new + taken.changed + len(taken.deleted)
            doubtful += [*taken.deleted, *taken.stale]
        self._drift.judge(record, side, tally)
        missing = self._ledger.unmet(record.name, side, generation, most=_MOST_SUSPECTS)
        suspects = [seen.id for seen in missing if seen.seen_at <= now]
        if shown == 0 and len(suspects) > _BELIEVABLE:
            self._empty(record, side, len(suspects))
            suspects = []
        await self._confirm(record, side, [*doubtful, *suspects])
        self._ledger.put_cursor(
            record.name, side, replace(watch.cursor(now), polled_at=now, scanned_at=now, generation=generation)
        )

    async def _confirm(self, record: Record, side: Side, ids: list[str]) -> None:
        """Look at each id: only a direct answer that it is gone is a delete."""
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
            self._observer.look(record, side, found, self._clock.now())
        else:
            self._observer.missing(record, side, item_id, found, self._clock.now())
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


def _hidden(system: str, what: str, none_is: str) -> str:
    return f"{system} no longer shows {what} to us (403); {none_is} not taken as deleted"


class _Times:
    """Gathers from the pages of one list what the next look needs: the server's time when the first page was made."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._first: datetime | None = None
        self._latest: datetime | None = None
        self._offset_s = cursor.offset_s
        self._unsure_s = cursor.unsure_s

    def page(self, page: Page, now: datetime) -> None:
        """Note one page."""
        if page.server_time is not None:
            self._first = self._first or page.server_time
            self._offset_s = (page.server_time - now).total_seconds()
            self._unsure_s = _DATE_UNSURE_S
        stamps = [item.updated_at for item in page.items if item.updated_at is not None]
        if stamps:
            self._latest = max(stamps) if self._latest is None else max(self._latest, *stamps)

    def cursor(self, began: datetime) -> Cursor:
        """The cursor after a list that ended well.

        The server's own clock says from when the next look must reach; where it shows none, the newest stamp does, and
        where there is not even that, only complete lists remain.
        """
        since = self._first
        if since is None:
            known = [at for at in (self._latest, self._cursor.since) if at is not None]
            since = min(max(known), began) if known else None
        return replace(self._cursor, since=since, offset_s=self._offset_s, unsure_s=self._unsure_s)
