"""The place that gives access tokens (RFC 6749, 3.2): asks for one, as the client that the credential is."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

import orjson

from interlock.errors import Unauthorised, Unreachable, Untrusted
from interlock.model.clock import Clock
from interlock.model.http import Request, Response, Transport
from interlock.model.secret import Credential, Secret
from interlock.model.sign_in import Granted
from interlock.model.value import JSON
from interlock.peers.answers import excerpt, is_page, not_now
from interlock.peers.moments import http_date
from interlock.peers.pace import Pace

# A token is renewed a little before it runs out, so that it does not run out on its way.
_MARGIN = timedelta(seconds=60)
_LONGEST_LIFE_S = 86_400_000
_SKEW = timedelta(seconds=60)
_BY_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LONGEST_TOKEN = 20_000

Assertion = Callable[[], str]
"""Makes a signed assertion that says who the client is (RFC 7523)."""


@dataclass
class TokenEndpoint:
    """Asks for access tokens at one path.

    `assertion` stands in place of the client's secret. `pace` gives each request its turn, where the endpoint is a part
    of the system.
    """

    system: str
    path: str
    credential: Credential
    transport: Transport
    clock: Clock
    timeout_s: float
    pace: Pace | None = None
    assertion: Assertion | None = None
    in_body: bool = False
    fails: str = "gives no access token"
    """What it does not do where it refuses, for people."""

    async def ask(self, fields: Mapping[str, str]) -> Granted:
        """What it gives for a grant.

        Raises:
            Unauthorised: it gives nothing; `error` is its reason in one word.
            Refused: the system asked to be left alone for longer than anybody waits here.
            Unreachable: it does not answer; what needs the token was not sent.
            Untrusted: it answered, and gave no token.
        """
        return self._granted(await self.answered(fields))

    async def answered(self, fields: Mapping[str, str], *, path: str = "") -> Response:
        """The answer of status 200 to a form that carries who the client is; see `ask`."""
        path = path or self.path
        answer = await self._sent(fields, path, in_body=self.in_body)
        if answer.status in {400, 401} and not self.in_body and self._secret and not _is_about_the_grant(answer):
            # Every server must take the client in a header; some take it in the body only.
            again = await self._sent(fields, path, in_body=True)
            if again.status < 300:
                self.in_body = True
                answer = again
        if answer.status >= 500 or answer.status == 429:
            raise Unreachable(f"`{self.system}` answered {answer.status} when asked for an access token", sent=False)
        if answer.status >= 300:
            hidden = (*self._hidden(), *(fields[name] for name in _SECRET_FIELDS if name in fields))
            said = excerpt(answer, hidden)
            raise Unauthorised(
                f"`{self.system}` {self.fails}: it answered {answer.status} to POST {path}"
                + (f": {said}" if said else ""),
                hint=self._skew(answer)
                or "check `client_id` and `client_secret`, and that the client may use this environment",
                error=_error(answer),
            )
        return answer

    @property
    def _secret(self) -> str:
        return self.credential.reveal("client_secret") or ""

    def _skew(self, answer: Response) -> str:
        """What is to be said of clocks, where they differ: signatures and tokens carry times."""
        theirs = http_date(answer.headers.get("date"))
        if theirs is None or abs(theirs - self.clock.now()) <= _SKEW:
            return ""
        offset_s = round((theirs - self.clock.now()).total_seconds())
        return f"its clock is {abs(offset_s)} s {'ahead of' if offset_s > 0 else 'behind'} ours; set this machine's"

    def _granted(self, answer: Response) -> Granted:
        data = data_of(answer)
        token = data.get("access_token") if data else None
        if not isinstance(token, str) or not token or not token.isprintable() or len(token) > _LONGEST_TOKEN:
            if is_page(answer):
                raise Untrusted(
                    f"the answer of `{self.system}` to POST {self.path} is a web page, and has no `access_token`",
                    hint="the address may lead to a login page or a proxy instead of the API; see `interlock.toml`",
                )
            raise Untrusted(
                f"the answer of `{self.system}` to POST {self.path} has no `access_token`",
                hint="is this the address that gives tokens? see the security scheme in its description",
            )
        assert data is not None  # noqa: S101 - else there is no token
        refresh, scope = data.get("refresh_token"), data.get("scope")
        return Granted(
            Secret(token),
            self._until(data.get("expires_in")),
            Secret(refresh) if isinstance(refresh, str) and 0 < len(refresh) <= _LONGEST_TOKEN else None,
            tuple(scope.replace(",", " ").split()) if isinstance(scope, str) else None,
        )

    def _until(self, expires_in: JSON) -> datetime | None:
        try:
            life = timedelta(seconds=min(float(expires_in or 0), _LONGEST_LIFE_S))  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            life = timedelta(0)
        return self.clock.now() + life - min(_MARGIN, life / 10) if life > timedelta(0) else None

    async def _sent(self, fields: Mapping[str, str], path: str, *, in_body: bool) -> Response:
        identity, sent = self.credential.reveal("client_id") or "", dict(fields)
        headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
        if self.assertion is not None:
            sent |= {
                "client_id": identity,
                "client_assertion_type": _BY_ASSERTION,
                "client_assertion": self.assertion(),
            }
        elif not self._secret:
            sent |= {"client_id": identity} if identity else {}
        elif in_body:
            sent |= {"client_id": identity, "client_secret": self._secret}
        else:
            pair = f"{quote(identity, safe='')}:{quote(self._secret, safe='')}"
            headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        if self.pace is not None and (wait_s := await self.pace.turn()):
            raise not_now(f"the request for an access token of `{self.system}`", wait_s)
        request = Request("POST", path, headers=headers)
        try:
            return await self.transport.send(replace(request, body=urlencode(sent).encode()), timeout_s=self.timeout_s)
        except Unreachable as problem:
            raise Unreachable(
                f"`{self.system}` {self.fails}: {problem.message}", sent=False, hint=problem.hint
            ) from None

    def _hidden(self) -> tuple[str, ...]:
        return tuple(secret.reveal() for secret in self.credential.parts.values())


_SECRET_FIELDS = ("token", "refresh_token", "code", "code_verifier", "assertion", "device_code")
_OF_GRANTS = {"invalid_grant", "authorization_pending", "slow_down", "access_denied", "expired_token", "invalid_scope"}


def data_of(answer: Response) -> dict[str, JSON] | None:
    """The object that an answer holds, or None."""
    try:
        data = orjson.loads(answer.body)
    except (orjson.JSONDecodeError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _error(answer: Response) -> str:
    said = (data_of(answer) or {}).get("error")
    return said if isinstance(said, str) and len(said) < 100 else ""


def _is_about_the_grant(answer: Response) -> bool:
    """Whether the client itself was accepted: then to say once more who it is would use the grant up twice."""
    return _error(answer) in _OF_GRANTS
