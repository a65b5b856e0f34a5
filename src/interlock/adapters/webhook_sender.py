"""Sends the webhooks of a sandbox over HTTP, to addresses of this machine only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlsplit

import aiohttp

from interlock.model.http import Request, Response

_ANSWER_WITHIN_S = 10.0
_LOOKS_EVERY_S = 0.05
_HERE = {"127.0.0.1", "localhost", "::1"}


class Parcel(Protocol):
    """A webhook on its way."""

    @property
    def address(self) -> str:
        """Where it goes."""
        ...

    @property
    def request(self) -> Request:
        """Its headers and body."""
        ...


P = TypeVar("P", bound=Parcel)


class Outbox(Protocol[P]):
    """Where webhooks wait to be sent."""

    def due(self, now: datetime) -> tuple[P, ...]:
        """What is to be sent by now; it waits no longer afterwards."""
        ...

    def answered(self, outgoing: P, response: Response | None, now: datetime) -> None:
        """What became of one."""
        ...


class WebhookSender(Generic[P]):
    """Sends what is due while inside, one after the other."""

    def __init__(self, outbox: Outbox[P], now: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._now = now
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=_ANSWER_WITHIN_S)
        async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
            while True:
                for parcel in self._outbox.due(self._now()):
                    self._outbox.answered(parcel, await _sent(session, parcel), self._now())
                await asyncio.sleep(_LOOKS_EVERY_S)


async def _sent(session: aiohttp.ClientSession, parcel: Parcel) -> Response | None:
    # A sandbox stands for a system; it is not to send anything to anybody else's machine.
    if urlsplit(parcel.address).hostname not in _HERE:
        return None
    request = parcel.request
    try:
        async with session.post(
            parcel.address, data=request.body, headers=request.headers, allow_redirects=False
        ) as answer:
            return Response(answer.status)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        return None
