"""Sends many writes: a few under way at a time, their answers noted in groups.

A write whose answer is not yet noted is no more than a write in doubt: after a crash it is looked into like any other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from interlock.model.clock import Clock
from interlock.model.ledger import Ledger
from interlock.sync.job import After, Answer, Job
from interlock.sync.plain import Plain, Sent
from interlock.sync.several import groups, send
from interlock.sync.straight import Straight
from interlock.sync.units import Unit
from interlock.sync.writing import Writing

AT_ONCE = 16
"""So many writes are under way together: enough to hide a system's delay, few enough to be looked after by hand."""

_MOST = 256
_QUICK, _SLOW = timedelta(seconds=1), timedelta(seconds=4)

_MOST_LAST = 1000
"""So many items that were refused before are kept waiting; more would fill the memory."""

_GROUP = 800
_SOON = timedelta(seconds=0.5)
"""How many answers, or how old ones, are noted at the latest; a commit waits for the disk."""

_T = TypeVar("_T")


class Queue:
    """Items with a write to carry out, in the order in which they were decided about.

    Those whose write was refused before come last, so that one bad item does not stand before good ones.
    """

    def __init__(self, ledger: Ledger, record: str) -> None:
        self._tried = {one.source_id for one in ledger.attempts() if one.record == record}
        self._ready: list[Unit | Plain] = []
        self._last: list[Unit | Plain] = []
        self.names: set[tuple[str, str]] = set()

    def add(self, unit: Unit | Plain) -> None:
        """Put an item at the end."""
        self.names.add(unit.name)
        tried = bool(self._tried) and " ".join(unit.name) in self._tried
        (self._last if tried else self._ready).append(unit)

    def all_ready(self) -> list[Unit]:
        """Take all that were not refused before, to be carried out one by one."""
        ready, self._ready = self._ready, []
        return [one.unit() if isinstance(one, Plain) else one for one in ready]

    def put_back(self, units: Sequence[Unit]) -> None:
        """Put items back that were taken."""
        self._ready += units

    def batch(self, size: int, *, all_of_them: bool) -> list[Unit | Plain]:
        """Take so many from the front; none while there are fewer, unless nothing more is to come (`all_of_them`)."""
        queue = self._ready if self._ready or not all_of_them else self._last
        if queue is self._ready and len(self._last) > _MOST_LAST:
            queue = self._last
        if len(queue) < size and not all_of_them:
            return []
        some = queue[:size]
        del queue[:size]
        self.names.difference_update(unit.name for unit in some)
        return some


class Batches:
    """Sends the writes of one record. `size` is how many are best noted together before they are sent."""

    def __init__(
        self, writing: Writing, clock: Clock, stopped: Callable[[], bool], straight: Straight | None = None
    ) -> None:
        self._writing = writing
        self._straight = straight
        self._clock = clock
        self._stopped = stopped
        self.size = 2 * AT_ONCE

    async def send(self, writes: Sequence[Job | Plain]) -> list[After]:
        """How each came out, in their order.

        Raises:
            LedgerError: an answer could not be noted; nothing more was sent after that.
        """
        began = self._clock.now()
        sending = _Sending(self._writing, self._clock, self._stopped, self._straight)
        try:
            await sending.all_of(groups(writes))
        finally:
            sending.note()
        took = self._clock.now() - began
        most = max([_MOST, *(AT_ONCE * one.at_once for one in writes[:1])])
        # What is noted must be sent soon, or it is decided on old news and is long in doubt after a crash.
        if took < _QUICK:
            self.size = min(most, 2 * self.size)
        elif took > _SLOW:
            self.size = max(AT_ONCE, self.size // 2)
        return [sending.afters[one.number] for one in writes]


class _Sending:
    """One batch under way."""

    def __init__(self, writing: Writing, clock: Clock, stopped: Callable[[], bool], straight: Straight | None) -> None:
        self._writing = writing
        self._straight = straight
        self._clock = clock
        self._stopped = stopped
        self._answers: list[Answer] = []
        self._sent: list[Sent] = []
        self._noted_at = clock.now()
        self._broken = False
        self.afters: dict[str, After] = {}

    async def all_of(self, requests: Iterator[Sequence[Job | Plain]]) -> None:
        """Send the writes of each request, a few requests at a time."""

        async def worker() -> None:
            for some in requests:
                if self._broken:
                    return
                await self._some(some)
                if self._due():
                    self.note()

        await together(worker() for _ in range(AT_ONCE))

    async def _some(self, some: Sequence[Job | Plain]) -> None:
        """Send the writes of one request."""
        if self._stopped():
            unsent = "it was stopped before it was sent"
            answers: Sequence[Answer | Sent] = [
                Answer(one.job() if isinstance(one, Plain) else one, After.LATER, unsent=unsent) for one in some
            ]
        else:
            answers = await self._answers_of(some)
        # Only now: while this waited, others may have noted what was there.
        for answer in answers:
            if isinstance(answer, Sent):
                self._sent.append(answer)
            else:
                self._answers.append(answer)

    async def _answers_of(self, some: Sequence[Job | Plain]) -> Sequence[Answer | Sent]:
        plain = [one for one in some if isinstance(one, Plain)]
        if self._straight is not None and len(plain) == len(some):
            return await self._straight.send(plain)
        return await send(self._writing, [one.job() if isinstance(one, Plain) else one for one in some])

    def _due(self) -> bool:
        waiting = len(self._answers) + len(self._sent)
        return waiting >= _GROUP or (waiting > 0 and self._clock.now() - self._noted_at >= _SOON)

    def note(self) -> None:
        """Note all answers that have come in."""
        if self._broken or not (self._answers or self._sent):
            return
        answers, self._answers = self._answers, []
        sent, self._sent = self._sent, []
        self._broken = True  # nothing more may be sent where what was sent cannot be noted
        if sent and self._straight is not None:
            self.afters.update(self._straight.note(sent))
        for answer in self._writing.note(answers) if answers else ():
            self.afters[answer.job.intent.id] = answer.after
        self._broken = False
        self._noted_at = self._clock.now()


async def together(things: Iterable[Awaitable[_T]]) -> list[_T]:
    """The results of all, in order; when one fails, it is raised only after the others have come to their end."""
    results: list[_T] = []
    for result in await asyncio.gather(*things, return_exceptions=True):
        if isinstance(result, BaseException):
            raise result
        results.append(result)
    return results
