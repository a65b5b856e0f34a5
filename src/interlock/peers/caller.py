"""Sends requests to one system: in turn, signed, with a limit of time, and says in our words what went wrong."""

from __future__ import annotations

from interlock.errors import Refused, Unauthorised, Unreachable, Untrusted
from interlock.model.clock import Clock
from interlock.model.corrections import corrections_file
from interlock.model.http import Request, Response, Transport
from interlock.model.profile import AuthKind, SystemProfile
from interlock.model.secret import Credential
from interlock.model.sign_in import AccessTokens
from interlock.peers.answers import TOO_MANY, error_body, excerpt, named, not_now, wait_of
from interlock.peers.narrows import Narrows
from interlock.peers.pace import LONGEST_WAIT_S, Pace
from interlock.peers.quotas import quota_of
from interlock.peers.signing import chosen, signed
from interlock.peers.tokens import by_client

_READ_TRIES = 4
_FIRST_BACKOFF_S = 1.0
_UNTOLD_S = 30.0
"""How long whoever asks waits anyway after a refusal that does not say how long."""
_HINTS = {
    400: "the system does not understand the request; compare it with the description",
    403: "the credential may not do this; ask for the permission that it lacks",
    404: "is the address in `interlock.toml` right, and does the item still exist?",
    405: "the system does not do this; compare the request with the description",
    409: "it contradicts what is there now; read the item again",
    412: "the item was changed meanwhile; read it again",
    413: "the request is too large for the system",
    415: "the system reads another form of body; correct it in `{corrections}`",
    422: "the system does not accept a value; its answer says which",
    TOO_MANY: "too many requests; wait as told",
}


class Caller:
    """The way to one system.

    Args:
        profile: what is known of the system.
        transport: carries the requests.
        clock: for waiting.
        credential: signs them; an empty one leaves them unsigned.
        timeout_s: how long an answer may take.
        pace: gives each request its turn.
        tokens: gives access tokens; None: they are got by client credentials, where the credential has some.

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
        timeout_s: float,
        pace: Pace,
        tokens: AccessTokens | None = None,
    ) -> None:
        self._profile = profile
        self._transport = transport
        self._clock = clock
        self._credential = credential
        self._timeout_s = timeout_s
        self._pace = pace
        self._scheme = chosen(profile, credential, tokens=tokens is not None)
        self._narrows = Narrows()
        self._tokens = tokens
        scheme = self._scheme
        if (
            tokens is None
            and scheme is not None
            and scheme.kind is AuthKind.OAUTH2
            and "client_id" in credential.parts
            and scheme.token_url
        ):
            self._tokens = by_client(profile, scheme.token_url, credential, transport, clock, pace, timeout_s=timeout_s)

    async def read(self, request: Request, *, accepts: tuple[int, ...] = ()) -> Response:
        """The answer to a request that changes nothing; tried again after a while where that can help.

        `accepts` are error statuses that are an answer, too.

        Raises:
            Unreachable, Refused, Unauthorised, Untrusted: it failed each time, or in a way that will not pass.
        """
        backoff_s = _FIRST_BACKOFF_S
        for tries_left in reversed(range(_READ_TRIES)):
            wait_s = backoff_s
            try:
                return await self.once(request, accepts=accepts)
            except Unreachable:
                if not tries_left:
                    raise
            except Refused as refused:
                wait_s = max(backoff_s, refused.wait_s or 0.0)
                if not tries_left or not _passes(refused.status) or wait_s > LONGEST_WAIT_S:
                    raise
            await self._clock.sleep(wait_s)
            backoff_s *= 2
        raise AssertionError  # the last try returned or raised

    async def once(self, request: Request, *, accepts: tuple[int, ...] = ()) -> Response:
        """The answer to a request that is sent once.

        Only a 401 makes it go out a second time, with a new access token: it proves that nothing was done.

        Raises:
            Unreachable, Refused, Unauthorised, Untrusted: see there.
        """
        token = await self._tokens.current() if self._tokens else None
        response = await self._sent(request, token)
        if response.status == 401 and self._tokens is not None and token is not None:
            self._tokens.forget(token)
            token = await self._tokens.current()
            response = await self._sent(request, token)
        if response.status < 300 or response.status in accepts:
            return response
        raise self.problem(request, response, token)

    async def answers(self, request: Request) -> bool:
        """Whether the system says anything to a request but that it is broken.

        Raises:
            Unauthorised: it says that it does not accept the credential.
            Refused: it says that it was asked too often, and for how long it is not to be asked, or said so before.
        """
        try:
            token = await self._tokens.current() if self._tokens else None
            response = await self._sent(request, token)
        except Unreachable:
            return False
        except Untrusted:
            return True
        if response.status in (401, TOO_MANY):
            raise self.problem(request, response, token)
        return response.status < 500

    async def _sent(self, request: Request, token: str | None) -> Response:
        await self._narrows.enter(writes=request.writes)
        try:
            if wait_s := await self._pace.turn():
                raise not_now(named(self._profile.name, request), wait_s)
            response = await self._transport.send(
                signed(request, self._scheme, self._credential, token), timeout_s=self._timeout_s
            )
            if response.status != TOO_MANY:
                self._narrows.passed(writes=request.writes)
                self._pace.passed()
        except Unreachable as problem:
            raise Unreachable(
                f"no answer to {named(self._profile.name, request)}: {problem.message}",
                sent=problem.sent,
                hint=problem.hint,
            ) from None
        finally:
            self._narrows.leave()
        self._pace.told(quota_of(response.headers, self._clock.now()))
        return response

    def problem(self, request: Request, response: Response, token: str | None = None) -> Exception:
        """What an answer that is no success means, as the exception to raise."""
        what = named(self._profile.name, request)
        said = excerpt(response, self._secrets(token))
        told = f": {said}" if said else ""
        if response.status == 401:
            return Unauthorised(
                f"{what} was answered 401, the credential is not accepted{told}",
                hint="check `credential` of this system in `interlock.toml` and whether it has run out",
            )
        if response.status < 400:
            target = response.headers.get("location", "")[:200]
            return Untrusted(
                f"{what} was answered {response.status}" + (f", go to `{target}`" if target else ""),
                hint="redirects are not followed, so that a credential goes nowhere else; correct the address in "
                "`interlock.toml`",
            )
        wait_s = wait_of(response, self._clock.now())
        if response.status == TOO_MANY:
            longer_s = self._narrows.refused()
            self._pace.refused()
            if wait_s is not None:
                wait_s += longer_s
            elif longer_s > _UNTOLD_S:
                wait_s = longer_s
            if wait_s is not None:
                self._pace.hold(wait_s)
        hint = _HINTS.get(response.status, "the system itself has a problem" if response.status >= 500 else "")
        hint = hint.replace("{corrections}", corrections_file(self._profile.name))
        return Refused(
            f"{what} was answered {response.status}{told}",
            status=response.status,
            body=error_body(response),
            wait_s=wait_s,
            hint=hint,
        )

    def _secrets(self, token: str | None) -> tuple[str, ...]:
        parts = tuple(secret.reveal() for secret in self._credential.parts.values())
        return tuple(part for part in (*parts, token or "") if part)


def _passes(status: int) -> bool:
    return status >= 500 or status in {408, 425, 429}
