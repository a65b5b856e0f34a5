"""When each record is looked at: one schedule for all."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from interlock.model.cadence import look_every
from interlock.model.clock import Clock
from interlock.model.decisions import Frequency
from interlock.sync.record import Record

_LONGEST_S = 60.0

_TOGETHER_S = 0.2
"""How long a call waits for others; short beside any promise."""


class Schedule:
    """Says which records are due; everything is due at the beginning."""

    def __init__(self, records: Collection[Record], now: datetime) -> None:
        self._records = tuple(records)
        self._due = {record.name: now for record in records}

    def due(self, now: datetime) -> tuple[Record, ...]:
        """The records to be looked at now, in their order."""
        return tuple(record for record in self._records if self._due[record.name] <= now)

    def done(self, records: Collection[Record], now: datetime, next_at: datetime | None) -> None:
        """These were looked at; something that waits is due at `next_at`, and wakes all of them.

        Where none was, what waits came of a hint, and wakes every record.
        """
        for record in records:
            self._due[record.name] = next_look(record.row.how_often.value, now)
        if next_at is None:
            return
        for record in records or self._records:
            self._due[record.name] = min(self._due[record.name], max(next_at, now + timedelta(seconds=1)))

    def sleep_s(self, now: datetime) -> float:
        """How long nothing is due; a minute at most, so that the lease stays fresh."""
        if not self._due:
            return _LONGEST_S
        return min(_LONGEST_S, max(0.0, (min(self._due.values()) - now).total_seconds()))


def next_look(frequency: Frequency | None, now: datetime) -> datetime:
    """When a record is looked at next."""
    if frequency is not None and frequency.at is not None:
        zone = ZoneInfo(frequency.zone) if frequency.zone else UTC
        here = now.astimezone(zone)
        today = datetime.combine(here.date(), frequency.at, zone)
        at = today if today > here else datetime.combine(here.date() + timedelta(days=1), frequency.at, zone)
        return at.astimezone(UTC)
    return now + look_every(frequency)


async def wait(stop: asyncio.Event, clock: Clock, seconds: float) -> None:
    """Let the time pass, but return at once when `stop` is set."""
    if not stop.is_set():
        await ended(asyncio.ensure_future(clock.sleep(seconds)), stop)


async def called(stop: asyncio.Event, clock: Clock, seconds: float, call: asyncio.Event) -> bool:
    """Let the time pass, but return at once when `stop` or `call` is set; whether it was the call, which is over now.

    A call is answered a moment later, so that others that come with it are answered together with it.
    """
    calling = asyncio.ensure_future(call.wait())
    sleep = asyncio.ensure_future(clock.sleep(seconds))
    if not await ended(asyncio.ensure_future(_first(calling, sleep)), stop) or not call.is_set():
        return False
    await wait(stop, clock, _TOGETHER_S)
    call.clear()
    return True


async def _first(*waits: asyncio.Future[Any]) -> None:
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waits:
            one.cancel()


async def ended(work: asyncio.Future[Any], stop: asyncio.Event) -> bool:
    """Wait for some work, but break it off when `stop` is set; whether it came to its end."""
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return work.done()
    finally:
        for task in (work, stopping):
            if not task.done():
                task.cancel()
                # Only its own end is swallowed, not that of whoever waits here: Ctrl-C must get through.
                await asyncio.gather(task, return_exceptions=True)
