"""Work beside the event loop that one is in: for those who must wait for an answer where they cannot await one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_LONGEST_S = 300.0


class Beside:
    """An event loop in a thread of its own, until `close`."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="beside", daemon=True)
        self._thread.start()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work gives; this thread stands still meanwhile.

        Raises:
            TimeoutError: it takes longer than five minutes.
        """
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_LONGEST_S)

    async def ask(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work gives; the loop of the caller goes on meanwhile."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def close(self) -> None:
        """End the thread; what is under way is broken off."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._break_off(), self._loop).result(_LONGEST_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_LONGEST_S)
        self._loop.close()

    @staticmethod
    async def _break_off() -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
