"""Signs requests: keys, tokens and passwords go where the description says, just before a request is sent."""

from __future__ import annotations

import base64
from dataclasses import replace
from urllib.parse import quote

from interlock.errors import SettingsError
from interlock.model.http import Request
from interlock.model.profile import AuthKind, AuthScheme, SystemProfile
from interlock.model.secret import Credential

_PARTS = {
    AuthKind.BEARER: ("token",),
    AuthKind.OPENID: ("token",),
    AuthKind.BASIC: ("username", "password"),
    AuthKind.API_KEY: ("token",),
    AuthKind.OAUTH2: ("client_id", "client_secret"),
    AuthKind.MUTUAL_TLS: ("client_certificate", "client_key"),
}
_OF_CONNECTIONS = {"client_certificate", "client_key", "client_key_password"}
_BY_TOKEN = (AuthKind.OAUTH2, AuthKind.OPENID, AuthKind.BEARER)


def chosen(profile: SystemProfile, credential: Credential, *, tokens: bool = False) -> AuthScheme | None:
    """The way of signing that the credential fits; None where there is no credential.

    Where the description tells nothing of signing in, the parts of the credential tell. `tokens` says that access
    tokens are got by a grant that the environment names. A certificate goes with the connection, so that another way
    which fits as well comes first.

    Raises:
        SettingsError: the credential fits none of the ways that the description knows.
    """
    given = credential.parts.keys()
    schemes = profile.auth.value or ()
    if tokens:
        by_token = (scheme for kind in _BY_TOKEN for scheme in schemes if scheme.kind is kind)
        return next(by_token, AuthScheme(AuthKind.BEARER))
    if not given:
        return None
    fitting = [scheme for scheme in schemes if _fits(scheme, credential)]
    if fitting:
        return min(fitting, key=lambda scheme: scheme.kind is AuthKind.MUTUAL_TLS)
    if set(_PARTS[AuthKind.MUTUAL_TLS]) <= given and not given - _OF_CONNECTIONS:
        return AuthScheme(AuthKind.MUTUAL_TLS)
    if not schemes:
        if "client_id" not in given and "username" in given:
            return AuthScheme(AuthKind.BASIC)
        if "token" in given:
            return AuthScheme(AuthKind.BEARER)
    ways = " or ".join(
        dict.fromkeys(" and ".join(f"`{part}`" for part in _PARTS[s.kind]) or "nothing" for s in schemes)
    )
    shown = ", ".join(f"`{part}`" for part in given)
    raise SettingsError(
        f"the credential of `{profile.name}` has {shown}; "
        + (f"its description asks for {ways}" if ways else "no way to sign in is known that takes these"),
        hint="change `credential` of this system in `interlock.toml`",
    )


def _fits(scheme: AuthScheme, credential: Credential) -> bool:
    given = credential.parts.keys()
    if scheme.kind is AuthKind.OAUTH2:
        return "token" in given or (set(_PARTS[scheme.kind]) <= given and bool(scheme.token_url))
    return set(_PARTS[scheme.kind]) <= given


def signed(request: Request, scheme: AuthScheme | None, credential: Credential, token: str | None) -> Request:
    """The request with its credential; `token` is an access token where one was fetched."""
    if scheme is None or scheme.kind is AuthKind.MUTUAL_TLS:
        return request
    if scheme.kind is AuthKind.BASIC:
        pair = f"{credential.reveal('username') or ''}:{credential.reveal('password') or ''}"
        return with_header(request, "authorization", "Basic " + base64.b64encode(pair.encode()).decode())
    secret = token if token is not None else credential.reveal("token") or ""
    if scheme.kind is not AuthKind.API_KEY:
        return with_header(
            request, scheme.parameter or "authorization", f"{scheme.prefix.strip() or 'Bearer'} {secret}"
        )
    return _with_key(request, scheme, secret)


def _with_key(request: Request, scheme: AuthScheme, secret: str) -> Request:
    prefix = scheme.prefix.rstrip()
    text = f"{prefix}{'' if prefix.endswith(('=', ':')) else ' '}{secret}" if prefix else secret
    if scheme.where == "query":
        return replace(request, query=(*request.query, (scheme.parameter, text)))
    if scheme.where == "cookie":
        return with_header(request, "cookie", f"{scheme.parameter}={quote(text)}")
    return with_header(request, scheme.parameter, text)


def with_header(request: Request, name: str, value: str) -> Request:
    """The request with one more header."""
    headers = {**request.headers, name.lower(): value}
    return Request(request.method, request.path, request.query, headers, request.body)
