"""Serves a responder such as a sandbox over HTTP, on this machine only."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from interlock.errors import InterlockError
from interlock.model.http import Answer, Request, Responder, Response

HOST = "127.0.0.1"
LARGEST_BODY = 6_000_000
# A request that is no HTTP is answered 400; it is nothing that whoever serves a sandbox need read a traceback of.
_UNHEARD = logging.getLogger(__name__)
_UNHEARD.addHandler(logging.NullHandler())
_UNHEARD.propagate = False
_REFUSED = (errno.EADDRINUSE, errno.EACCES)

# What stands in an address may be as long as in a body, so that the sandbox refuses it in its own words.
_LONGEST_LINE = LARGEST_BODY

Access = Callable[[Request, Answer], None]
"""Hears of every request and what became of it, credentials included: it must not write headers down."""


class SandboxServer:
    """A responder at an address of this machine, from `start` to `stop`.

    `port` 0 takes a free one. `on_access` is called after every answer. Where the responder gives no answer the
    connection is closed without one. Used with `async with`, it starts and stops by itself.
    """

    def __init__(self, responder: Responder, *, port: int = 0, on_access: Access | None = None) -> None:
        self._responder = responder
        self._wanted = port
        self._on_access = on_access
        self._runner: web.ServerRunner | None = None
        self._address = ""

    @property
    def address(self) -> str:
        """Where it is reached (`http://127.0.0.1:8401`); empty while it does not run."""
        return self._address

    async def start(self) -> str:
        """Begin to listen; gives the address.

        Raises:
            InterlockError: the port is taken or may not be used.
        """
        handler = web.Server(self._handle, logger=_UNHEARD, max_line_size=_LONGEST_LINE, max_field_size=_LONGEST_LINE)
        runner = web.ServerRunner(handler, handle_signals=False, shutdown_timeout=1.0)
        await runner.setup()
        site = web.TCPSite(runner, HOST, self._wanted)
        try:
            await site.start()
        except (OSError, OverflowError) as problem:
            await runner.cleanup()
            raise _not_listening(self._wanted, problem) from None
        self._runner = runner
        self._address = f"http://{HOST}:{runner.addresses[0][1]}"
        return self._address

    async def stop(self) -> None:
        """End all connections and listen no more; stopping twice does no harm."""
        runner, self._runner, self._address = self._runner, None, ""
        if runner is not None:
            await runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _handle(self, incoming: web.BaseRequest) -> web.StreamResponse:
        request = await _read(incoming)
        answer = _TOO_LARGE if request is None else self._responder.answer(request)
        if answer.delay_s > 0:
            await asyncio.sleep(answer.delay_s)
        if request is not None and self._on_access is not None:
            self._on_access(request, answer)
        if answer.response is None:
            return _hang_up(incoming)
        shown = answer.response
        return web.Response(status=shown.status, headers=shown.headers, body=shown.body or None)


_TOO_LARGE = Answer(
    Response(413, {"content-type": "application/json"}, b'{"title":"the body is too large","status":413}')
)


def _hang_up(incoming: web.BaseRequest) -> web.StreamResponse:
    """Close the connection without an answer; what is returned goes nowhere."""
    if incoming.transport is not None:
        incoming.transport.abort()
    return web.Response(status=500)


async def _read(incoming: web.BaseRequest) -> Request | None:
    """The request as a value; None where its body is larger than any real one."""
    body = bytearray()
    async for chunk in incoming.content.iter_any():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    headers: dict[str, str] = {}
    for name, value in incoming.headers.items():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    url = incoming.rel_url
    return Request(incoming.method, url.raw_path, tuple(url.query.items()), headers, bytes(body))


def _not_listening(port: int, problem: OSError | OverflowError) -> InterlockError:
    number = getattr(problem, "errno", None)
    if number in _REFUSED:
        why = "another program listens there" if number == errno.EADDRINUSE else "it may not be used by this user"
        return InterlockError(
            f"cannot listen at port {port}: {why}", hint="choose another with `--port`, or 0 for any that is free"
        )
    return InterlockError(f"cannot listen at port {port}: {problem}", hint="a port is a number from 0 to 65535")
