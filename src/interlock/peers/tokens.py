"""OAuth 2 access tokens by client credentials: fetched once, kept until they run out."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode, urlsplit

import orjson

from interlock.errors import Unauthorised, Unreachable, Untrusted
from interlock.model.clock import Clock
from interlock.model.http import Request, Response, Transport
from interlock.model.profile import SystemProfile
from interlock.model.secret import Credential, Secret
from interlock.peers.answers import excerpt, not_now
from interlock.peers.links import path_below
from interlock.peers.pace import Pace
from interlock.peers.signing import with_header

# A token is renewed a little before it runs out, so that it does not run out on its way.
_MARGIN = timedelta(seconds=60)


class Tokens:
    """The access token of one client of one system."""

    def __init__(
        self,
        profile: SystemProfile,
        token_url: str,
        credential: Credential,
        transport: Transport,
        clock: Clock,
        pace: Pace,
        *,
        timeout_s: float,
    ) -> None:
        self._system = profile.name
        self._path = path_below(token_url, profile.servers) or urlsplit(token_url).path or "/"
        self._credential = credential
        self._transport = transport
        self._clock = clock
        self._pace = pace
        self._timeout_s = timeout_s
        self._token: Secret | None = None
        self._until: datetime | None = None
        self._in_body = False
        self._lock = asyncio.Lock()

    async def current(self) -> str:
        """A token that has not run out.

        Raises:
            Unauthorised: the client is not accepted.
            Refused: the system asked to be left alone for longer than anybody waits here.
            Unreachable: the place that gives tokens does not answer; what needs the token was not sent.
            Untrusted: it answered, and gave no token.
        """
        async with self._lock:
            if self._token is None or (self._until is not None and self._clock.now() >= self._until):
                await self._fetch()
            assert self._token is not None  # noqa: S101 - fetched, or an exception left
            return self._token.reveal()

    def forget(self, used: str) -> None:
        """Do not use that token again: it was not accepted."""
        if self._token is not None and self._token.reveal() == used:
            self._token = None

    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        return (self._token.reveal(),) if self._token else ()

    async def _fetch(self) -> None:
        answer = await self._asked(in_body=self._in_body)
        if answer.status in {400, 401} and not self._in_body:
            # Every server must take the client in a header; some take it in the body only.
            again = await self._asked(in_body=True)
            if again.status < 300:
                self._in_body = True
                answer = again
        if answer.status >= 500 or answer.status == 429:
            raise Unreachable(f"`{self._system}` answered {answer.status} when asked for an access token", sent=False)
        if answer.status >= 300:
            said = excerpt(answer, self._hidden())
            raise Unauthorised(
                f"`{self._system}` gives no access token: it answered {answer.status} to POST {self._path}"
                + (f": {said}" if said else ""),
                hint="check `client_id` and `client_secret`, and that the client may use this environment",
            )
        self._keep(answer)

    def _keep(self, answer: Response) -> None:
        try:
            data = orjson.loads(answer.body)
        except (orjson.JSONDecodeError, RecursionError):
            data = None
        token = data.get("access_token") if isinstance(data, dict) else None
        if not isinstance(token, str) or not token or not token.isprintable():
            raise Untrusted(
                f"the answer of `{self._system}` to POST {self._path} has no `access_token`",
                hint="is this the address that gives tokens? see the security scheme in its description",
            )
        self._token = Secret(token)
        try:
            life = timedelta(seconds=min(float(data.get("expires_in") or 0), 86_400_000))
        except (TypeError, ValueError):
            life = timedelta(0)
        self._until = self._clock.now() + life - min(_MARGIN, life / 10) if life > timedelta(0) else None

    async def _asked(self, *, in_body: bool) -> Response:
        identity, secret = self._credential.reveal("client_id") or "", self._credential.reveal("client_secret") or ""
        fields = {"grant_type": "client_credentials"}
        scope = self._credential.reveal("scope")
        if scope:
            fields["scope"] = scope
        headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
        request = Request("POST", self._path, headers=headers)
        if in_body:
            fields |= {"client_id": identity, "client_secret": secret}
        else:
            pair = f"{quote(identity, safe='')}:{quote(secret, safe='')}"
            request = with_header(request, "authorization", "Basic " + base64.b64encode(pair.encode()).decode())
        if wait_s := await self._pace.turn():
            raise not_now(f"the request for an access token of `{self._system}`", wait_s)
        try:
            return await self._transport.send(
                replace(request, body=urlencode(fields).encode()), timeout_s=self._timeout_s
            )
        except Unreachable as problem:
            raise Unreachable(
                f"`{self._system}` gives no access token: {problem.message}", sent=False, hint=problem.hint
            ) from None

    def _hidden(self) -> tuple[str, ...]:
        return tuple(secret.reveal() for secret in self._credential.parts.values())
