"""The way in for a system's webhooks while it is examined: what came there, and whether it was believed."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass

from interlock.model.clock import Clock
from interlock.model.http import Request, Response
from interlock.model.webhooks import Hint
from interlock.peers.deliveries import Deliveries
from interlock.peers.webhook_answers import LATER, TAKEN, UNBELIEVED

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """One webhook: the hints that it gave, and why it was not believed (empty: it was)."""

    hints: tuple[Hint, ...]
    refused: str = ""

    def is_about(self, resource: str, item_id: str) -> bool:
        """Whether it told of that item, or of that kind where it named no item."""
        return any(one.resource == resource and one.item_id in {"", item_id} for one in self.hints)


@dataclass(frozen=True, slots=True)
class Asked:
    """A subscription for a try: its ids there, why there is none (empty: there is), and whether a new one stays."""

    ids: tuple[str, ...] = ()
    trouble: str = ""
    stays: str = ""


class Intake:
    """Takes the webhooks of one system.

    Args:
        deliveries: tells whether one is believed, and what it is about.
        secrets: what they may be signed with now.
        clock: the time.
        subscribed: has the system send them while inside.
        keep: keeps the hints of items that are not ours, for the next run; says whether it could.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        secrets: Callable[[], Sequence[str]],
        clock: Clock,
        subscribed: Callable[[], AbstractAsyncContextManager[Asked]],
        keep: Callable[[Sequence[Hint]], bool] = lambda _: True,
    ) -> None:
        self.subscribed = subscribed
        # The latest only: whoever floods the way in hides none that comes after.
        self.arrivals: deque[Arrival] = deque(maxlen=_MOST)
        self._deliveries = deliveries
        self._secrets = secrets
        self._clock = clock
        self._keep = keep
        self._news = asyncio.Event()

    @property
    def is_signed(self) -> bool:
        """Whether nothing is believed that is not signed."""
        return self._deliveries.needs_secret

    async def answer(self, request: Request) -> Response:
        """The answer to one webhook."""
        now = self._clock.now()
        refused = self._deliveries.refused(request.headers, request.body, self._secrets(), now)
        told = self._deliveries.hints(request.headers, request.body, now)
        self.arrivals.append(Arrival(told.hints, refused))
        self._news.set()
        if refused:
            return UNBELIEVED
        return TAKEN if self._keep(told.hints) else LATER

    async def arrival(self, fits: Callable[[Arrival], bool], *, within_s: float) -> Arrival | None:
        """The first that fits, a believed one if there is any by then; None where none comes within so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while not (found := [one for one in self.arrivals if fits(one)]):
                    self._news.clear()
                    await self._news.wait()
                return min(found, key=lambda one: bool(one.refused))
        return None
