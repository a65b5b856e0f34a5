"""OAuth 2 access tokens for programs: fetched once by a grant that can be given again, kept until they run out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from interlock.model.clock import Clock
from interlock.model.http import Transport
from interlock.model.profile import SystemProfile
from interlock.model.secret import Credential
from interlock.model.sign_in import Granted
from interlock.peers.links import path_below, path_of
from interlock.peers.pace import Pace
from interlock.peers.token_endpoint import TokenEndpoint


class Tokens:
    """The access token of one client of one system; `form` makes the fields of each request for one."""

    def __init__(self, endpoint: TokenEndpoint, clock: Clock, form: Callable[[], Mapping[str, str]]) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self._form = form
        self._granted: Granted | None = None
        self._lock = asyncio.Lock()

    async def granted(self) -> Granted:
        """What the endpoint gave, while it can be used.

        Raises:
            Unauthorised: the client is not accepted.
            Refused: the system asked to be left alone for longer than anybody waits here.
            Unreachable: the place that gives tokens does not answer; what needs the token was not sent.
            Untrusted: it answered, and gave no token.
        """
        async with self._lock:
            known = self._granted
            if known is None or (known.until is not None and self._clock.now() >= known.until):
                known = self._granted = await self._endpoint.ask(self._form())
            return known

    async def current(self) -> str:
        """A token that has not run out; see `granted`."""
        return (await self.granted()).access.reveal()

    def forget(self, used: str) -> None:
        """Do not use that token again: it was not accepted."""
        if self._granted is not None and self._granted.access.reveal() == used:
            self._granted = None

    async def aclose(self) -> None:
        """Let go of the connection over which tokens are asked for."""
        await self._endpoint.transport.aclose()


def by_client(
    profile: SystemProfile,
    token_url: str,
    credential: Credential,
    transport: Transport,
    clock: Clock,
    pace: Pace,
    *,
    timeout_s: float,
) -> Tokens:
    """Tokens by client credentials, asked for at the system's own address."""
    endpoint = TokenEndpoint(
        profile.name,
        path_below(token_url, profile.servers) or path_of(token_url),
        credential,
        transport,
        clock,
        timeout_s,
        pace,
    )
    scope = credential.reveal("scope")
    fields = {"grant_type": "client_credentials"} | ({"scope": scope} if scope else {})
    return Tokens(endpoint, clock, lambda: fields)
