"""Measures how long changes take from the one system to the other, cheaply: one count for each write."""

from __future__ import annotations

from datetime import datetime, timedelta

from interlock.model import latency
from interlock.model.clock import Clock
from interlock.model.kept import Seen
from interlock.model.latency import Times
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.health import Health

_BEGAN = "began"
"""The fact that tells when this ledger first ran: what changed before that, nobody could have brought over in time."""


class Latencies:
    """Counts, for each record and side that is written, from the source's own time of a change to the target's answer.

    The source's time is corrected by how much its clock is ahead. What is not yet kept is lost with the process, and
    is no more than the counts of one pass.
    """

    def __init__(self, ledger: Ledger, health: Health, clock: Clock) -> None:
        self._ledger = ledger
        self._health = health
        self._clock = clock
        self._began: datetime | None = None
        self._found: dict[tuple[str, Side], latency.Days] = {}

    def begin(self) -> None:
        """A run begins; where it is the first, what changes from now on is measured."""
        known = self._ledger.fact(_BEGAN)
        if known is None:
            known = self._clock.now().isoformat()
            self._ledger.set_fact(_BEGAN, known)
        self._began = datetime.fromisoformat(known)

    def written(self, record: str, side: Side, source: Seen | None, offset_s: float | None, *, excused: bool) -> None:
        """A change of the source arrived at the other side just now.

        `excused` tells that it could not arrive earlier because a person had to decide.
        """
        if self._began is None or source is None or source.updated_at is None:
            return
        changed = source.updated_at - timedelta(seconds=offset_s) if offset_s else source.updated_at
        if changed <= self._began:
            return
        now = self._clock.now()
        times = self._found.setdefault((record, side), {}).setdefault(now.date(), Times())
        if excused or self._health.troubled_since(changed):
            times.excused += 1
        else:
            times.add(max(0.0, (now - changed).total_seconds()))

    def keep(self) -> None:
        """Add what was counted to what the ledger remembers."""
        if not self._found:
            return
        with self._ledger.transaction():
            for (record, side), days in self._found.items():
                name = latency.fact(record, side.value)
                known = latency.loads(self._ledger.fact(name))
                for day, times in days.items():
                    known.setdefault(day, Times()).take(times)
                self._ledger.set_fact(name, latency.dumps(known))
        self._found.clear()
