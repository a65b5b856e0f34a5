"""Who may ask: the schemes of a profile, and the tokens that OAuth 2 hands out."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime, timedelta
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, unquote_plus, urlsplit

import orjson

from interlock.model.http import Request, Response
from interlock.model.profile import AuthKind, AuthScheme, SystemProfile
from interlock.model.secret import Credential, Secret
from interlock.sandbox.answers import Refusal, answer
from interlock.sandbox.chance import Chance

_MOST_TOKENS = 1_000
_BY_HEADER = {AuthKind.BEARER, AuthKind.OAUTH2, AuthKind.OPENID}


def made_up_credential(seed: int, system: str) -> Credential:
    """A credential with every part a scheme may need; the same for the same seed and system."""
    chance = Chance("credential", seed, system)
    parts = ("token", "username", "password", "client_id", "client_secret")
    return Credential({part: Secret(f"{part}-{chance.text(12)}") for part in parts})


class Door:
    """Lets requests in that carry what one of the profile's schemes asks for.

    A profile that names no scheme lets everybody in. Tokens that were issued die after `token_life_s`.
    """

    def __init__(self, profile: SystemProfile, credential: Credential, *, seed: int, token_life_s: float) -> None:
        self._schemes = profile.auth.value or ()
        self._credential = credential
        self._life_s = token_life_s
        self._seed = seed
        self._issued = 0
        self._ends: dict[str, datetime] = {}
        self._refreshers: set[str] = set()
        self._token_paths = frozenset(
            urlsplit(scheme.token_url).path for scheme in self._schemes if scheme.token_url
        ) - {"", "/"}

    def issues_tokens_at(self, path: str) -> bool:
        """Whether that is the path of the token endpoint, with or without what stands before it in `token_url`."""
        return any(path == known or (len(path) > 1 and known.endswith(path)) for known in self._token_paths)

    def life(self, token_life_s: float) -> None:
        """Let tokens that are issued from now on live so long."""
        self._life_s = token_life_s

    def expire(self) -> None:
        """Let every issued token die now; refresh tokens live on."""
        self._ends.clear()

    def check(self, request: Request, at: datetime) -> None:
        """Let the request in.

        Raises:
            Refusal: 401, no scheme of the profile is satisfied.
        """
        if not self._schemes or any(self._satisfied(scheme, request, at) for scheme in self._schemes):
            return
        kinds = sorted({"Basic" if scheme.kind is AuthKind.BASIC else "Bearer" for scheme in self._schemes})
        raise Refusal(401, "the credential is missing or not accepted", headers={"www-authenticate": ", ".join(kinds)})

    def _satisfied(self, scheme: AuthScheme, request: Request, at: datetime) -> bool:
        if scheme.kind is AuthKind.MUTUAL_TLS:
            return True
        shown = shown_by(scheme, request)
        if shown is None:
            return False
        if scheme.kind is AuthKind.BASIC:
            return self._basic(shown)
        given = _without_prefix(shown, scheme.prefix or ("Bearer" if scheme.kind in _BY_HEADER else ""))
        if given is None:
            return False
        token = self._credential.reveal("token")
        if token is not None and _same(given, token):
            return True
        ends = self._ends.get(given)
        return scheme.kind in _BY_HEADER and ends is not None and at < ends

    def _basic(self, shown: str) -> bool:
        given = _decoded(shown)
        if given is None:
            return False
        username = self._credential.reveal("username") or self._credential.reveal("token") or ""
        password = self._credential.reveal("password") or ""
        return _same(given[0], username) and _same(given[1], password)

    # The token endpoint

    def issue(self, request: Request, at: datetime) -> Response:
        """A token for client credentials or a refresh token, as RFC 6749 has it; 400 or 401 otherwise."""
        if request.method != "POST":
            return answer(405, {"error": "invalid_request"}, headers={"allow": "POST"})
        asked = _asked(request)
        grant = asked.get("grant_type", "")
        refresh = asked.get("refresh_token", "")
        if grant not in {"client_credentials", "refresh_token"}:
            return answer(400, {"error": "unsupported_grant_type"})
        if not self._known_client(request, asked):
            return answer(401, {"error": "invalid_client"})
        if grant == "refresh_token" and refresh not in self._refreshers:
            return answer(400, {"error": "invalid_grant"})
        return self._hand_out(at)

    def _known_client(self, request: Request, asked: Mapping[str, str]) -> bool:
        header = _decoded(request.headers.get("authorization", ""))
        if header is not None:
            given = (unquote_plus(header[0]), unquote_plus(header[1]))
        else:
            given = (asked.get("client_id", ""), asked.get("client_secret", ""))
        wanted = (self._credential.reveal("client_id"), self._credential.reveal("client_secret"))
        if wanted[0] is None or wanted[1] is None:
            return False
        return _same(given[0], wanted[0]) and _same(given[1], wanted[1])

    def _hand_out(self, at: datetime) -> Response:
        self._issued += 1
        chance = Chance("token", self._seed, self._issued)
        token, refresh = chance.text(32), chance.text(32)
        if len(self._ends) >= _MOST_TOKENS:
            self._ends.pop(next(iter(self._ends)))
        if len(self._refreshers) >= _MOST_TOKENS:
            self._refreshers.pop()
        self._ends[token] = at + timedelta(seconds=self._life_s)
        self._refreshers.add(refresh)
        body = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": int(self._life_s),
            "refresh_token": refresh,
        }
        return answer(200, body, headers={"cache-control": "no-store"})


def shown_by(scheme: AuthScheme, request: Request) -> str | None:
    """What a request shows where a scheme looks, or None."""
    if scheme.kind in _BY_HEADER or scheme.kind is AuthKind.BASIC or scheme.where == "header":
        return request.headers.get((scheme.parameter or "authorization").casefold())
    if scheme.where == "query":
        return next((value for name, value in request.query if name == scheme.parameter), None)
    try:
        morsel = SimpleCookie(request.headers.get("cookie", "")[:8_192]).get(scheme.parameter)
    except CookieError:
        return None
    return morsel.value if morsel is not None else None


def _without_prefix(shown: str, prefix: str) -> str | None:
    word = prefix.strip()
    if not word:
        return shown.strip()
    begins = shown[: len(word)].casefold() == word.casefold()
    return shown[len(word) :].strip() if begins else None


def _same(given: str, wanted: str) -> bool:
    return compare_digest(given.encode(errors="replace"), wanted.encode(errors="replace"))


def _decoded(header: str) -> tuple[str, str] | None:
    kind, _, coded = header.partition(" ")
    if kind.casefold() != "basic":
        return None
    try:
        name, found, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return (name, password) if found else None


def _asked(request: Request) -> dict[str, str]:
    if len(request.body) > 64_000:
        return {}
    try:
        if request.headers.get("content-type", "").startswith("application/json"):
            data = orjson.loads(request.body)
            return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}
        return dict(parse_qsl(request.body.decode(), max_num_fields=50))
    except (ValueError, UnicodeDecodeError):
        return {}
