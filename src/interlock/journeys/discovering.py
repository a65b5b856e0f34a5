"""Finds the addresses of signing in that nobody wrote: what the server that gives tokens tells of itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import urlsplit

from interlock.errors import SystemFault, Unreachable, Untrusted
from interlock.journeys.reaching import Way, below_host
from interlock.model.http import Request, Response
from interlock.model.sign_in import AccessTokens, ServerMetadata
from interlock.peers.metadata import issuer_in, metadata_in, places_of


async def discovered(way: Way) -> Way:
    """The way with what its authorisation server tells of itself, where that is asked at all.

    It is asked where the settings name an `issuer`, and else where the description names the place, on the system's own
    host, and an address is wanted that nobody wrote. It gets no secret.

    Raises:
        Unreachable: it does not answer.
        Untrusted: what answers is no authorisation server, or another one.
    """
    place = way.discovery
    if not place or way.metadata is not None:
        return way
    return replace(way, metadata=await _asked(way, place))


class LateTokens:
    """Access tokens of a way that is discovered when the first one is wanted.

    So a run whose authorisation server is down for a moment begins all the same, and pauses as it would later.
    """

    def __init__(self, way: Way, made: Callable[[Way], AccessTokens | None]) -> None:
        self._way = way
        self._made = made
        self._tokens: AccessTokens | None = None
        self._lock = asyncio.Lock()

    async def current(self) -> str:
        """A token that has not run out; see `Tokens.current`, and `discovered` for what else is raised."""
        async with self._lock:
            if self._tokens is None:
                self._tokens = await self._found()
        return await self._tokens.current()

    def forget(self, used: str) -> None:
        """Do not use that token again: it was not accepted."""
        if self._tokens is not None:
            self._tokens.forget(used)

    async def aclose(self) -> None:
        """Let go of the connection over which tokens are asked for."""
        if self._tokens is not None:
            await self._tokens.aclose()

    async def _found(self) -> AccessTokens:
        way = await discovered(self._way)
        demand_told(way)
        tokens = self._made(way)
        assert tokens is not None  # noqa: S101 - it is late only where tokens are got
        return tokens


def demand_told(way: Way) -> None:
    """Refuse to go on where the server does not tell where it gives tokens.

    Raises:
        Untrusted: it does not.
    """
    if way.metadata is not None and not way.metadata.token and not way.connection.sign_in.token_address:
        raise Untrusted(
            f"`{way.metadata.issuer}` does not tell where it gives tokens for `{way.name}`",
            hint="write token_address in its `sign_in`, as the vendor's documentation has it",
        )


async def _asked(way: Way, place: str) -> ServerMetadata:
    parts = urlsplit(place)
    transport = way.transport(f"{parts.scheme}://{parts.netloc}")
    issuer, last = issuer_in(place), None
    try:
        for one in places_of(place):
            answer = await _answer(way, transport.send, below_host(one))
            if answer.status == 200:
                return metadata_in(answer, issuer=issuer, system=way.name)
            last = answer
    finally:
        await transport.aclose()
    status = last.status if last is not None else 0
    if status >= 500 or status == 429:
        raise Unreachable(f"`{issuer}` answered {status} when asked where to sign in to `{way.name}`", sent=False)
    raise Untrusted(
        f"`{issuer}` tells nothing of itself (it answered {status}), so that nobody knows where to sign in to "
        f"`{way.name}`",
        hint="is it the issuer? else write token_address in its `sign_in`, as the vendor's documentation has it",
    )


async def _answer(way: Way, send: Callable[..., Awaitable[Response]], path: str) -> Response:
    request = Request("GET", path, headers={"accept": "application/json"})
    try:
        return await send(request, timeout_s=way.connection.timeout_s)
    except SystemFault as problem:
        raise Unreachable(
            f"nobody tells where to sign in to `{way.name}`: {problem.message}", sent=False, hint=problem.hint
        ) from None
