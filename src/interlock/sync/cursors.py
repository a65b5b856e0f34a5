"""How far a side was read, and how far back the next look must reach; pure, but for what is remembered in the ledger.

Two readers ask for changes. The head asks for what changed since the last look, with a small overlap: it is prompt. The
settled reader asks now and then from an hour before its own last look: what a system shows late, because a transaction
took long or an index lags, it finds without waiting for the next complete list.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from interlock.model.kept import Cursor
from interlock.model.ledger import Ledger
from interlock.model.peer import Page
from interlock.model.value import Side

_OVERLAP = timedelta(minutes=2)
"""How far back each look reaches: late commits and clocks that differ; by experience."""

_SETTLE = timedelta(hours=1)
"""After this long a system shows what was changed in it; by experience, of the slowest indexes in use."""

SETTLING = timedelta(minutes=30)
"""How often the settled reader looks, where complete lists are rarer."""

_JUMP_S = 90.0
"""A clock that moved by more than this between two looks was set; slow answers, and what overlaps cover, are less."""

_DATE_UNSURE_S = 1.5
"""A Date header counts whole seconds, and was made some time before it arrived."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a look for changes reaches. `head` is what earlier looks should have shown already."""

    since: datetime | None
    head: datetime | None
    settles: bool


class Reader:
    """Remembers in the ledger where the settled reader stands, and how late a system was seen to be."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def reach(self, record: str, side: Side, cursor: Cursor, now: datetime, *, settles: bool) -> Reach:
        """How far back to look now; `settles` tells that complete lists are too rare to find what was shown late."""
        if cursor.since is None:
            return Reach(None, None, settles=False)
        head = cursor.since - self._overlap(record, side)
        known = self._ledger.fact(_fact(record, side))
        settled = None if known is None else json.loads(known)
        if not settles or settled is None or now - datetime.fromisoformat(settled["at"]) < SETTLING:
            return Reach(head, head, settles=settles and settled is None)
        return Reach(min(head, datetime.fromisoformat(settled["since"])), head, settles=True)

    def settled(self, record: str, side: Side, since: datetime | None, now: datetime) -> None:
        """The settled reader, or a complete list, came to its end; `since` is the system's time when it began."""
        if since is not None:
            standing = {"at": now.isoformat(), "since": (since - _SETTLE).isoformat()}
            self._ledger.set_fact(_fact(record, side), json.dumps(standing))

    def was_late(self, record: str, side: Side, head: datetime, stamps: Collection[datetime]) -> None:
        """Items came that earlier looks should have shown: the next looks reach further back, up to what settles."""
        overlap = self._overlap(record, side)
        late = [head + overlap - at for at in stamps]
        within = [one for one in late if one <= _SETTLE]
        if within:
            further = min(_SETTLE, max(overlap, *(one * 1.25 for one in within)))
            self._ledger.set_fact(_overlap_fact(record, side), str(further.total_seconds()))

    def _overlap(self, record: str, side: Side) -> timedelta:
        known = self._ledger.fact(_overlap_fact(record, side))
        return _OVERLAP if known is None else timedelta(seconds=float(known))


def _fact(record: str, side: Side) -> str:
    return f"settled {record} {side.value}"


def _overlap_fact(record: str, side: Side) -> str:
    return f"overlap {record} {side.value}"


class Times:
    """Gathers from the pages of one list what the next look needs: the server's time when the first page was made."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.first: datetime | None = None
        self.jump_s = 0.0
        """how far the system's clock was set since the last look, forward or (negative) back; 0 where it was not"""
        self._latest: datetime | None = None
        self._offset_s = cursor.offset_s
        self._unsure_s = cursor.unsure_s

    def page(self, page: Page, now: datetime) -> None:
        """Note one page."""
        if page.server_time is not None:
            offset_s = (page.server_time - now).total_seconds()
            if self.first is None:
                self.first = page.server_time
                moved = 0.0 if self._offset_s is None else offset_s - self._offset_s
                self.jump_s = moved if abs(moved) > _JUMP_S else 0.0
            self._offset_s = offset_s
            self._unsure_s = _DATE_UNSURE_S
            return
        # Only where no page tells the server's time is anything made of them.
        stamps = [item.updated_at for item in page.items if item.updated_at is not None]
        if stamps:
            self._latest = max(stamps) if self._latest is None else max(self._latest, *stamps)

    def cursor(self, began: datetime) -> Cursor:
        """The cursor after a list that ended well.

        The server's own clock says from when the next look must reach; where it shows none, the newest stamp does, and
        where there is not even that, only complete lists remain.
        """
        # What was written just before a clock was set forward, and is not shown yet, has stamps of the clock as it was.
        since = None if self.first is None else self.first - timedelta(seconds=max(0.0, self.jump_s))
        if since is None:
            known = [at for at in (self._latest, self._cursor.since) if at is not None]
            since = min(max(known), began) if known else None
        return replace(self._cursor, since=since, offset_s=self._offset_s, unsure_s=self._unsure_s)
