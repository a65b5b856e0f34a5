"""Where a browser comes back to after a sign-in: an address on this machine (RFC 8252, 7.3)."""

from __future__ import annotations

import asyncio
import contextlib
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web

from interlock.errors import SettingsError

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Interlock</title>
<body style="font: 1.1em/1.5 system-ui; margin: 3em auto; max-width: 34em"><p>{}</p></body></html>"""
_TAKEN = "This is done. You can close this page, and go back to where you started it."
_LONGEST = 20_000
_NOT_OURS = "This is not the answer to the sign-in that waits here."


class Loopback:
    """Takes the answers that a browser brings, until one is the right one."""

    def __init__(self, redirect: str, fits: Callable[[str], bool]) -> None:
        self.redirect = redirect
        self.strangers = 0
        self._fits = fits
        self._answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def answer(self, *, patience_s: float) -> str | None:
        """The query of the right answer; None where it did not come in time."""
        try:
            return await asyncio.wait_for(asyncio.shield(self._answer), patience_s)
        except TimeoutError:
            return None

    async def take(self, request: web.Request) -> web.Response:
        """Take one request: any program of this machine and any page in the browser can send one."""
        query = request.rel_url.raw_query_string[:_LONGEST]  # as it was sent: whoever reads it decodes it once
        if self._answer.done() or not self._fits(query):
            self.strangers += 1
            return _page(_NOT_OURS, 400)
        self._answer.set_result(query)
        return _page(_TAKEN, 200)


@asynccontextmanager
async def listening(redirect: str, fits: Callable[[str], bool]) -> AsyncIterator[Loopback]:
    """Listen at an address on this machine (`http://127.0.0.1:0/` for any port that is free).

    Args:
        redirect: the address; `localhost` is listened to in both versions of IP.
        fits: whether a query is an answer to what was asked.

    Raises:
        SettingsError: the port is taken.
    """
    parts = urlsplit(redirect)
    hosts = {"localhost": ["127.0.0.1", "::1"]}.get(parts.hostname or "", [parts.hostname or "127.0.0.1"])
    loopback = Loopback(redirect, fits)
    application = web.Application()
    application.router.add_get(parts.path or "/", loopback.take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        port = parts.port or 0
        for number, host in enumerate(hosts):
            site = web.TCPSite(runner, host, port)
            try:
                await site.start()
            except OSError as problem:
                if number:  # a machine without IPv6
                    continue
                raise SettingsError(
                    f"`{redirect}` cannot be listened at: {problem.strerror or problem}",
                    hint="end what uses the port; or write another one in `redirect`, and register it at the vendor",
                ) from None
            port = port or runner.addresses[0][1]
        shown = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        loopback.redirect = f"http://{shown}:{port}{parts.path or '/'}"
        yield loopback
        await asyncio.sleep(0)
    finally:
        await runner.cleanup()


def open_browser(address: str) -> bool:
    """Open the address in the browser of this machine; False where it has none."""
    with contextlib.suppress(webbrowser.Error, OSError):
        return webbrowser.open(address)
    return False


def _page(text: str, status: int) -> web.Response:
    headers = {"cache-control": "no-store", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return web.Response(text=_PAGE.format(text), status=status, content_type="text/html", headers=headers)
