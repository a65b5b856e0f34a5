"""After a 429 requests go one by one, writes first, and wait longer each time until one goes through."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import datetime, timedelta

import pytest
from tests.peers.helpers import START, record, says, system

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.errors import Refused
from interlock.model.http import Request, Response
from interlock.model.profile import Operation, Verb
from interlock.model.secret import Credential
from interlock.peers import HttpPeer
from interlock.peers.narrows import Narrows


class Small:
    """A system that takes so many requests in any stretch of so many seconds."""

    def __init__(self, clock: VirtualClock, most: int, span_s: float, *, tells: bool) -> None:
        self.clock, self.most, self.span, self.tells = clock, most, timedelta(seconds=span_s), tells
        self.seen: deque[datetime] = deque()
        self.done: list[Request] = []
        self.refused = 0

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        del timeout_s
        await asyncio.sleep(0.01)
        now = self.clock.now()
        while self.seen and now - self.seen[0] >= self.span:
            self.seen.popleft()
        if len(self.seen) >= self.most:
            self.refused += 1
            wait = (self.seen[0] + self.span - now).total_seconds()
            return says({}, 429, **({"retry_after": str(int(wait) + 1)} if self.tells else {}))
        self.seen.append(now)
        self.done.append(request)
        return says({"id": "1"})

    async def aclose(self) -> None:
        """Nothing to let go of."""


THINGS = record(Operation(Verb.GET, "GET", "/things/{id}"), Operation(Verb.UPDATE, "PATCH", "/things/{id}"))


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize("most", [2, 4])
def test_looks_do_not_keep_writes_from_ever_going_out(most: int, tells: bool) -> None:
    """Four writes at once, each after a look of its own, against a limit that four looks use up."""

    async def work(clock: VirtualClock) -> Small:
        small = Small(clock, most, 60, tells=tells)
        peer = HttpPeer(system(THINGS), small, clock, Credential({}))

        async def one(number: int) -> bool:
            await peer.get("things", str(number))
            try:
                await peer.write("things", Request("PATCH", f"/things/{number}", body=b"{}"))
            except Refused as fault:
                await clock.sleep(fault.wait_s if fault.wait_s is not None else 30)
                return False
            return True

        left = set(range(4))
        for _ in range(30):
            results = await asyncio.gather(*(one(number) for number in sorted(left)), return_exceptions=True)
            left -= {number for number, done in zip(sorted(left), results, strict=True) if done is True}
            if not left:
                break
        assert not left
        return small

    small = run_virtual(work, start=START)
    assert [one.method for one in small.done].count("PATCH") == 4
    assert small.refused < 40


def test_it_is_wide_until_something_is_refused_and_again_after_a_while() -> None:
    async def work(clock: VirtualClock) -> list[int]:
        narrows, most, now = Narrows(), [0], 0
        seen = []

        async def one() -> None:
            nonlocal now
            await narrows.enter(writes=False)
            now += 1
            most[0] = max(most[0], now)
            await clock.sleep(1)
            now -= 1
            narrows.passed(writes=False)
            narrows.leave()

        for _ in range(2):
            await asyncio.gather(*(one() for _ in range(10)))
            seen.append(most[0])
            most[0] = 0
            narrows.refused()
        await asyncio.gather(*(one() for _ in range(3)))
        return [*seen, most[0]]

    assert run_virtual(work, start=START) == [10, 4, 2]


def test_who_gives_up_waiting_does_not_block_the_way() -> None:
    async def work(clock: VirtualClock) -> None:
        narrows = Narrows()
        narrows.refused()
        await narrows.enter(writes=False)
        waiting = [asyncio.ensure_future(narrows.enter(writes=False)) for _ in range(3)]
        await clock.sleep(1)
        waiting[0].cancel()
        narrows.leave()
        await clock.sleep(1)
        assert waiting[1].done()
        assert not waiting[2].done()
        narrows.leave()
        await waiting[2]

    run_virtual(work, start=START)


def test_a_limit_that_nobody_told_is_learned() -> None:
    """Looks before each write, against four requests in two seconds: the writes go out, and few are refused."""

    async def work(clock: VirtualClock) -> Small:
        small = Small(clock, 4, 2, tells=True)
        peer = HttpPeer(system(THINGS), small, clock, Credential({}))
        done = 0
        for number in range(60):
            for _ in range(6):
                await peer.get("things", "1")
            try:
                await peer.write("things", Request("PATCH", f"/things/{number}", body=b"{}"))
                done += 1
            except Refused as fault:
                await clock.sleep(fault.wait_s if fault.wait_s is not None else 30)
        assert done > 50
        return small

    assert run_virtual(work, start=START).refused < 40
