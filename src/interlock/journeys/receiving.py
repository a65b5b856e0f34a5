"""Takes webhooks in: believed or refused, kept as hints, answered at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from interlock.errors import LedgerError
from interlock.model import hearing
from interlock.model.clock import Clock
from interlock.model.hearing import Hearing
from interlock.model.http import Request, Response
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.model.webhooks import Hint
from interlock.peers.deliveries import Deliveries
from interlock.peers.webhook_answers import LATER, TAKEN, UNBELIEVED

_MOST_WAITING = 50_000
"""So many items may wait to be looked at; more come with the lists."""

_EVERY = 500


@dataclass(frozen=True, slots=True)
class Door:
    """The way in for one system; `secrets` gives what its webhooks may be signed with now."""

    side: Side
    system: str
    deliveries: Deliveries
    secrets: Callable[[], Sequence[str]]


class Receiver:
    """Answers webhooks: 200 once what they hint at is on disk, 401 where they are not believed.

    Args:
        ledger: keeps the hints and the counts.
        clock: the time.
        call: set when there is something to follow.
        heard: hears of each webhook: the system and why it was refused (empty: it was taken).
    """

    def __init__(
        self, ledger: Ledger, clock: Clock, call: asyncio.Event, heard: Callable[[str, str], None] = lambda *_: None
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._call = call
        self._heard = heard
        self._waiting: list[tuple[Sequence[Hint], asyncio.Future[int]]] = []
        self._since_count = 0
        self._full = False
        self._changes = dict.fromkeys(Side, (0, 0))
        self.standing: dict[Side, Hearing] = {side: hearing.read(ledger.fact(hearing.fact_of(side))) for side in Side}

    def answering(self, door: Door) -> Callable[[Request], Awaitable[Response]]:
        """The handler for the webhooks of one system."""

        async def handle(request: Request) -> Response:
            return await self.receive(door, request)

        return handle

    async def receive(self, door: Door, request: Request) -> Response:
        """The answer to one webhook."""
        now = self._clock.now()
        why = door.deliveries.refused(request.headers, request.body, door.secrets(), now)
        if why:
            self._count(door.side, refused=1)
            self._heard(door.system, why)
            return UNBELIEVED
        told = door.deliveries.hints(request.headers, request.body, now)
        if told.hints and self._is_full():
            self._heard(door.system, "too many items wait to be looked at")
            return LATER
        try:
            new = await self._kept(told.hints)
        except LedgerError as problem:
            self._heard(door.system, problem.message)
            return LATER
        self._count(door.side, received=1, repeated=int(bool(told.hints) and not new), others=told.others)
        self.standing[door.side] = replace(self.standing[door.side], last_at=now)
        self._heard(door.system, "")
        if new:
            self._call.set()
        return TAKEN

    def after_pass(self, changes: Mapping[Side, tuple[int, int]]) -> None:
        """Add what hints and lists found until now, and write all counts down."""
        for side, (hinted, listed) in changes.items():
            before = self._changes[side]
            self._count(side, hinted=hinted - before[0], listed=listed - before[1])
        self._changes = dict(changes)
        with self._ledger.transaction():
            for side, standing in self.standing.items():
                if standing != Hearing():
                    self._ledger.set_fact(hearing.fact_of(side), hearing.written(standing))

    async def _kept(self, hints: Sequence[Hint]) -> int:
        """Keep hints; what comes in at the same time goes to disk in one transaction. How many of them were new."""
        if not hints:
            return 0
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._keep)
        done: asyncio.Future[int] = loop.create_future()
        self._waiting.append((hints, done))
        return await done

    def _keep(self) -> None:
        waiting, self._waiting = self._waiting, []
        try:
            with self._ledger.transaction():
                new = [self._ledger.take_hints(hints) for hints, _ in waiting]
        except LedgerError as problem:
            for _, done in waiting:
                if not done.done():
                    done.set_exception(problem)
            return
        self._since_count += sum(new)
        for (_, done), count in zip(waiting, new, strict=True):
            if not done.done():
                done.set_result(count)

    def _is_full(self) -> bool:
        if self._full or self._since_count >= _EVERY:
            self._since_count = 0
            self._full = self._ledger.waiting_hints() >= _MOST_WAITING
        return self._full

    def _count(self, side: Side, **more: int) -> None:
        now = self.standing[side]
        self.standing[side] = replace(now, **{name: getattr(now, name) + number for name, number in more.items()})
