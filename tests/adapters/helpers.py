"""A local web server that answers what a responder says, for tests over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from interlock.model.http import Answer, Request, Response


@dataclass
class Scripted:
    """Answers the same thing to everybody, and remembers who asked what."""

    says: Answer = field(default_factory=lambda: Answer(Response(200, {"content-type": "application/json"}, b"{}")))
    asked: list[Request] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        return self.says


@asynccontextmanager
async def served(responder: Scripted, *, base_path: str = "") -> AsyncIterator[str]:
    """The address of a server on loopback that answers for the responder; None as an answer cuts the connection."""

    async def handle(raw: web.BaseRequest) -> web.StreamResponse:
        request = Request(
            raw.method,
            raw.rel_url.raw_path.removeprefix(base_path),
            tuple(raw.query.items()),
            {name.lower(): value for name, value in raw.headers.items()},
            await raw.read(),
        )
        answer = responder.answer(request)
        await asyncio.sleep(answer.delay_s)
        if answer.response is None:
            assert raw.transport is not None
            raw.transport.close()
            return web.Response()
        said = answer.response
        return web.Response(
            status=said.status, headers={name.title(): value for name, value in said.headers.items()}, body=said.body
        )

    runner = web.ServerRunner(web.Server(handle), handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}{base_path}"
    finally:
        await runner.cleanup()
