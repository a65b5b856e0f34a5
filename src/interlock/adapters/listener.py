"""Listens for webhooks and for those who ask how the program is: small, bounded, and quick to answer."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

from aiohttp import web

from interlock.errors import InterlockError, UsageError
from interlock.model.http import Request, Response

LARGEST_BODY = 1_000_000
"""No event is larger; it says which item changed, and the item itself is asked for."""

_MOST_IN_HAND = 64
"""So many requests are worked on at once; whoever comes then is asked to come again."""

_BODY_WITHIN_S = 10.0
_PLAIN = {"content-type": "text/plain; charset=utf-8"}
_REFUSED = (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL)

Handler = Callable[[Request], Awaitable[Response]]


class Listener:
    """Answers what is asked at `host:port`, from `start` to `stop`; port 0 takes a free one.

    `routes` are handlers by method and path. A path that ends in `/` stands for all below it. A handler that fails is
    answered 500 without a word of why, and `failed` hears of it.
    """

    def __init__(
        self,
        host: str,
        port: int,
        routes: Mapping[tuple[str, str], Handler],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._routes = dict(routes)
        self._failed = failed
        self._in_hand = 0
        self._runner: web.ServerRunner | None = None
        self._address = ""

    @property
    def address(self) -> str:
        """Where it is reached (`http://127.0.0.1:8480`); empty while it does not listen."""
        return self._address

    async def start(self) -> str:
        """Begin to listen; gives the address.

        Raises:
            InterlockError: the address is taken or may not be used.
        """
        server = web.Server(self._handle, max_line_size=8_190, max_field_size=8_190, keepalive_timeout=30.0)
        runner = web.ServerRunner(server, handle_signals=False, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except (OSError, OverflowError) as problem:
            await runner.cleanup()
            raise _not_listening(self._host, self._port, problem) from None
        self._runner = runner
        host, port = runner.addresses[0][:2]
        self._address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        return self._address

    async def stop(self) -> None:
        """Answer what is in hand and listen no more; stopping twice does no harm."""
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
        handler = self._handler(incoming.method, incoming.rel_url.path)
        if handler is None:
            return web.Response(status=404, text="there is nothing here\n")
        if self._in_hand >= _MOST_IN_HAND:
            return web.Response(status=503, text="come again\n", headers={"retry-after": "5"})
        self._in_hand += 1
        try:
            answer = await self._answered(handler, incoming)
        finally:
            self._in_hand -= 1
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body or None)

    def _handler(self, method: str, path: str) -> Handler | None:
        method = "GET" if method == "HEAD" else method
        found = self._routes.get((method, path))
        if found is not None:
            return found
        return next(
            (
                one
                for (verb, at), one in self._routes.items()
                if verb == method and at.endswith("/") and path.startswith(at)
            ),
            None,
        )

    async def _answered(self, handler: Handler, incoming: web.BaseRequest) -> Response:
        try:
            async with asyncio.timeout(_BODY_WITHIN_S):
                request = await _read(incoming)
        except TimeoutError:
            return Response(408, _PLAIN, b"the body came too slowly\n")
        if request is None:
            return Response(413, _PLAIN, b"the body is too large\n")
        try:
            return await handler(request)
        except Exception as problem:
            if self._failed is not None:
                self._failed(problem)
            return Response(500, _PLAIN, b"that went wrong\n")


async def _read(incoming: web.BaseRequest) -> Request | None:
    """The request as a value; None where its body is larger than any event."""
    if (incoming.content_length or 0) > LARGEST_BODY:
        return None
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
    return Request(incoming.method, url.path, tuple(url.query.items()), headers, bytes(body))


def address_of(text: str) -> tuple[str, int]:
    """Host and port of `ADDR:PORT`, `:PORT` (this machine only) or `PORT`.

    Raises:
        UsageError: it is none of these.
    """
    host, _, port = text.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not port.isascii() or not port.isdigit() or int(port) > 65_535:
        raise UsageError(
            f"`{text}` is no address to listen at",
            hint="write it like 127.0.0.1:8480, or 0.0.0.0:8480 for all networks",
        )
    return host or "127.0.0.1", int(port)


def _not_listening(host: str, port: int, problem: OSError | OverflowError) -> InterlockError:
    number = getattr(problem, "errno", None)
    if number in _REFUSED:
        why = {
            errno.EADDRINUSE: "another program listens there",
            errno.EACCES: "it may not be used by this user",
        }.get(number, "this machine has no such address")
        return InterlockError(f"cannot listen at {host}:{port}: {why}", hint="choose another with `--listen ADDR:PORT`")
    return InterlockError(f"cannot listen at {host}:{port}: {problem}", hint="write it like 127.0.0.1:8480")
