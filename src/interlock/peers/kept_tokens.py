"""Access tokens of a person's sign-in: renewed by the refresh token that is kept, by one process at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from interlock.errors import Unauthorised
from interlock.model.clock import Clock
from interlock.model.secret import Secret
from interlock.model.sign_in import Granted, Kept, TokenStore
from interlock.peers.token_endpoint import TokenEndpoint


class KeptTokens:
    """The access token of a sign-in.

    A refresh token is often good for one use only (RFC 9700, 4.14): so it is used by one process at a time, and what
    came for it is kept before anything else is done. `again` is the command that signs in anew. `given` is
    a refresh token that somebody got by hand: it stands for a sign-in where none is kept.
    """

    def __init__(
        self, endpoint: TokenEndpoint, store: TokenStore, clock: Clock, *, again: str, given: Secret | None = None
    ) -> None:
        self._endpoint = endpoint
        self._store = store
        self._clock = clock
        self._again = again
        self._given = given
        self._granted: Granted | None = None
        self._refused = ""
        self._lock = asyncio.Lock()

    async def current(self) -> str:
        """A token that has not run out.

        Raises:
            Unauthorised: nobody signed in, or the sign-in counts no more.
            Unreachable: the place that gives tokens does not answer, or another process renews for too long.
            Untrusted: it answered, and gave no token.
        """
        async with self._lock:
            if self._granted is None or not self._good(self._granted):
                kept = self._kept()
                self._granted = kept.granted if self._good(kept.granted) else await self._renewed()
            return self._granted.access.reveal()

    def forget(self, used: str) -> None:
        """Do not use that token again: it was not accepted."""
        self._refused = used
        if self._granted is not None and self._granted.access.reveal() == used:
            self._granted = None

    async def aclose(self) -> None:
        """Let go of the connection over which tokens are asked for."""
        await self._endpoint.transport.aclose()

    def _good(self, granted: Granted) -> bool:
        in_time = granted.until is None or self._clock.now() < granted.until
        return in_time and granted.access.reveal() != self._refused

    def _kept(self) -> Kept:
        kept = self._store.read()
        if kept is None and self._given is not None:
            return Kept(Granted(Secret(""), datetime.min.replace(tzinfo=UTC), self._given))
        if kept is None:
            raise Unauthorised(
                f"nobody has signed in to `{self._endpoint.system}`", hint=f"sign in with `{self._again}`"
            )
        return kept

    async def _renewed(self) -> Granted:
        """Renew, to its end also where whoever waits is told to stop: else what came would be lost with its token."""
        task = asyncio.ensure_future(self._renew())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            done, _ = await asyncio.wait({task})
            for one in done:
                if not one.cancelled():
                    one.exception()  # whoever would have heard of it has left
            raise

    async def _renew(self) -> Granted:
        async with self._store.alone():
            kept = self._kept()  # another process may have renewed them while we waited
            if self._good(kept.granted):
                return kept.granted
            if kept.granted.refresh is None:
                raise Unauthorised(
                    f"the sign-in to `{self._endpoint.system}` has run out, and nothing was given that renews it",
                    hint=f"sign in again with `{self._again}`",
                )
            refresh = kept.granted.refresh.reveal()
            try:
                new = await self._endpoint.ask({"grant_type": "refresh_token", "refresh_token": refresh})
            except Unauthorised as problem:
                raise Unauthorised(
                    f"the sign-in to `{self._endpoint.system}` counts no more: {problem.message}",
                    hint=f"sign in again with `{self._again}`",
                    error=problem.error,
                ) from None
            scopes = kept.granted.scopes if new.scopes is None else new.scopes
            new = replace(new, refresh=new.refresh or kept.granted.refresh, scopes=scopes)
            self._store.write(replace(kept, granted=new))
            return new
