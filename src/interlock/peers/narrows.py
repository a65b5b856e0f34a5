"""How many requests are under way at once to a system that said that it gets too many: one, then more as they pass.

Limits count reads and writes alike. Where each write is preceded by a look, the looks of many writes can use up a small
limit before any write goes out, again and again: so writes go first, and each further refusal waits longer than the
system asked for, until one goes through.
"""

from __future__ import annotations

import asyncio
import heapq

_WIDEST = 64
_LONGEST_S = 900.0
_CALM = 20
"""After so many answers without a refusal a system is taken to be content, also where nothing was to be written."""


class Narrows:
    """A way that all requests to one system pass; it is as wide as wanted until the system refuses one."""

    def __init__(self) -> None:
        self._width: int | None = None
        self._under_way = 0
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._number = 0
        self._refusals = 0
        self._calm = 0

    async def enter(self, *, writes: bool) -> None:
        """Return when a request may go; `leave` is to be called when it was answered."""
        if self._is_free() and not self._waiting:
            self._under_way += 1
            return
        self._number += 1
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (not writes, self._number, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        """A request was answered, or never will be."""
        self._under_way -= 1
        while self._waiting and self._is_free():
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._under_way += 1
                turn.set_result(None)

    def passed(self, *, writes: bool) -> None:
        """A request was not refused for coming too soon."""
        if self._width is None:
            return
        self._width = None if self._width >= _WIDEST else self._width + 1
        self._calm += 1
        if writes or self._calm >= _CALM:
            self._refusals = 0

    def refused(self) -> float:
        """A request came too soon; how many seconds longer to wait than the system asks for."""
        self._width, self._calm = 1, 0
        self._refusals += 1
        return min(2.0 ** (self._refusals - 1), _LONGEST_S) if self._refusals > 1 else 0.0

    def _is_free(self) -> bool:
        return self._width is None or self._under_way < self._width
