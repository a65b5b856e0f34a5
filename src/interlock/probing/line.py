"""The way to the live system: each request signed, in its turn, counted, and answered whatever the answer is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from interlock.errors import Refused, Unreachable
from interlock.model.clock import Clock
from interlock.model.http import Request, Response, Transport
from interlock.model.profile import SystemProfile
from interlock.model.secret import Credential
from interlock.model.sign_in import AccessTokens
from interlock.peers.caller import Caller
from interlock.peers.pace import LONGEST_WAIT_S, Pace
from interlock.probing.seen import Seen

_ANSWERS = tuple(status for status in range(300, 600) if status not in {401, 429})
_TRIES = 5
_FIRST_WAIT_S = 1.0


class TooMany(Exception):
    """A probe wants to send more than it said; never leaves the room."""


class Line:
    """Carries the requests of probes to one system.

    Args:
        profile: what is known of the system; its rate limit is kept, and how it is signed in to.
        transport: carries the requests.
        clock: for waiting, and for the moments of requests and answers.
        credential: signs requests; an empty one leaves them unsigned.
        timeout_s: how long an answer may take, in seconds.
        requests_per_s: how many requests are sent at most; None where nothing but the profile says.
        told: hears of each answer.
        tokens: gives access tokens, where the credential alone does not.

    Raises:
        SettingsError: the credential fits no way of signing in that the profile knows.
    """

    def __init__(
        self,
        profile: SystemProfile,
        transport: Transport,
        clock: Clock,
        credential: Credential,
        *,
        timeout_s: float = 30.0,
        requests_per_s: float | None = None,
        told: Callable[[Seen], None] | None = None,
        tokens: AccessTokens | None = None,
    ) -> None:
        self.transport = transport
        self.clock = clock
        self.sent = 0
        self.refusals = 0
        self.headers: dict[str, str] = {}
        """every header that an answer had, with what it last said"""
        self._secrets = tuple(secret.reveal() for secret in credential.parts.values())
        pace = Pace(clock, requests_per_s=requests_per_s, limit=profile.rate_limit.value)
        self._caller = Caller(profile, transport, clock, credential, timeout_s=timeout_s, pace=pace, tokens=tokens)
        self._left: int | None = None
        self._told = told

    def allow(self, requests: int | None) -> None:
        """From now on, so many requests may be sent; None: as many as one likes."""
        self._left = requests

    async def ask(self, request: Request, *, again: bool) -> Seen:
        """The answer, whatever its status.

        `again` says that it changes nothing, so that it is sent once more where no answer came or the system stumbled.
        A refusal because of too many requests is waited for, and the request sent again: it was not done.

        Raises:
            Unauthorised: the credential is not accepted.
            Unreachable: no answer came.
            Refused: 429, again and again, or with a longer wait than anybody has patience for.
            Untrusted: the answer is too large to be one.
            TooMany: the probe has sent all that it said it would.
        """
        if self._left is not None:
            if self._left <= 0:
                raise TooMany
            self._left -= 1
        wait_s = _FIRST_WAIT_S
        for tries_left in reversed(range(_TRIES)):
            asked = self.clock.now()
            try:
                self.sent += 1
                response = await self._caller.once(request, accepts=_ANSWERS)
            except Refused as refused:
                self.refusals += 1
                if not tries_left or (refused.wait_s or 0.0) > LONGEST_WAIT_S:
                    raise
            except Unreachable:
                if not again or tries_left < _TRIES - 2:
                    raise
            else:
                if response.status < 500 or not again or tries_left < _TRIES - 1:
                    return self._seen(request, response, asked)
            await self.clock.sleep(wait_s)
            wait_s *= 2
        raise AssertionError  # the last try returned or raised

    def _seen(self, request: Request, response: Response, asked: datetime) -> Seen:
        self._remember(response.headers)
        seen = Seen(request, response, asked, self.clock.now(), self._secrets)
        if self._told is not None:
            self._told(seen)
        return seen

    def _remember(self, headers: Mapping[str, str]) -> None:
        for name, value in headers.items():
            if len(self.headers) < 200:
                self.headers[name] = value[:200]
