"""Carries requests to a responder in the same process: no wire, the same rules."""

from __future__ import annotations

import asyncio

from interlock.errors import Unreachable
from interlock.model.clock import Clock
from interlock.model.http import Request, Responder, Response


class InProcessTransport:
    """The `Transport` to a responder such as a sandbox; delays pass on `clock` (default: the event loop's time)."""

    def __init__(self, responder: Responder, clock: Clock | None = None) -> None:
        self._responder = responder
        self._sleep = asyncio.sleep if clock is None else clock.sleep

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer.

        Raises:
            Unreachable: no answer came, or not in time; its `sent` tells whether the request may have arrived.
        """
        # Others get their turn at every request, as they do on a wire.
        await asyncio.sleep(0)
        answer = self._responder.answer(request)
        if answer.delay_s > 0:
            await self._sleep(min(answer.delay_s, timeout_s))
            if answer.delay_s >= timeout_s:
                raise Unreachable(f"there was no answer within {timeout_s:g} seconds", sent=True)
        if answer.response is None:
            what = "the connection broke before an answer came" if answer.sent else "no connection: it was refused"
            raise Unreachable(what, sent=answer.sent)
        return answer.response

    async def aclose(self) -> None:
        """Nothing is held that could be let go."""
