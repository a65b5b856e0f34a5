"""How a caller proves who it is: the ways that a description knows, and what an environment says of getting tokens."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from interlock.model.secret import Secret

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names of this machine."""


class AuthKind(StrEnum):
    """How a caller proves who it is."""

    BEARER = "bearer"
    BASIC = "basic"
    API_KEY = "apiKey"
    OAUTH2 = "oauth2"
    OPENID = "openIdConnect"
    MUTUAL_TLS = "mutualTLS"


@dataclass(frozen=True, slots=True)
class AuthScheme:
    """One way to sign requests; `where` is `header`, `query` or `cookie`, `prefix` what stands before the secret.

    `scope_says` has, for scopes that the description explains, what it says of each. `description` is what it says of
    the scheme.
    """

    kind: AuthKind
    name: str = ""
    where: str = "header"
    parameter: str = "authorization"
    prefix: str = ""
    flow: str = ""
    token_url: str = ""
    authorization_url: str = ""
    device_url: str = ""
    metadata_url: str = ""
    """where the server that gives tokens tells of itself; of OpenID Connect that stands in `authorization_url`"""
    scopes: tuple[str, ...] = ()
    scope_says: tuple[tuple[str, str], ...] = ()
    description: str = ""
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Permission:
    """A scheme that an operation asks for, by its name in the description, and the scopes that it asks for there."""

    scheme: str
    scopes: tuple[str, ...] = ()


class GrantKind(StrEnum):
    """How an access token is got, in the words of RFC 6749, 7523 and 8628."""

    CLIENT = "client credentials"
    PERSON = "authorization code"
    DEVICE = "device code"
    JWT = "jwt bearer"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What an environment says of getting access tokens; what is empty is as the description has it.

    `redirect` is the address on this machine that a browser comes back to, as it is registered. `keep` is where the
    tokens of a person's sign-in are kept: `keyring`, or `file:` and a path; empty: a file of this user. `issuer` is the
    server that gives tokens; it tells the addresses that are not written.
    """

    grant: GrantKind | None = None
    token_address: str = ""
    authorize_address: str = ""
    device_address: str = ""
    introspection_address: str = ""
    revocation_address: str = ""
    issuer: str = ""
    scopes: tuple[str, ...] = ()
    audience: str = ""
    subject: str = ""
    key_id: str = ""
    algorithm: str = ""
    redirect: str = ""
    keep: str = ""


@dataclass(frozen=True, slots=True)
class ServerMetadata:
    """What an authorisation server tells of itself (RFC 8414); the addresses are empty where it does not say.

    `names_itself` tells that its answers to a sign-in carry its name (`iss`, RFC 9207).
    """

    issuer: str
    token: str = ""
    authorize: str = ""
    device: str = ""
    revocation: str = ""
    introspection: str = ""
    names_itself: bool = False


def fit_for_secrets(address: str) -> bool:
    """Whether a secret may be sent to that address: over TLS, or to this machine."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme == "https" or (parts.scheme == "http" and (parts.hostname or "") in LOOPBACK)
        _port = parts.port
    except ValueError:
        return False
    return fits and bool(parts.hostname) and "@" not in parts.netloc and not parts.fragment and address.isprintable()


@dataclass(frozen=True, slots=True)
class Tls:
    """What a connection shows and believes besides the usual: our certificate with its key, and a further authority.

    All are texts in PEM. The secret ones stand in a credential, by reference.
    """

    certificate: Secret | None = None
    key: Secret | None = None
    key_password: Secret | None = None
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """What a token endpoint gave: the access token and until when it is used, and what renews it.

    `scopes` is None where the endpoint did not say: then they are those that were asked for (RFC 6749, 5.1).
    """

    access: Secret
    until: datetime | None = None
    refresh: Secret | None = None
    scopes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The tokens of a sign-in as they are kept: with the person who signed in, and when."""

    granted: Granted
    by: str = ""
    since: datetime | None = None
    asked: tuple[str, ...] = ()


class TokenStore(Protocol):
    """Keeps the tokens of one sign-in, for one system in one environment."""

    def read(self) -> Kept | None:
        """What is kept; None where nobody signed in.

        Raises:
            SettingsError: it cannot be read, or others may read it.
        """
        ...

    def write(self, kept: Kept) -> None:
        """Keep that in place of what is there: at every moment one of the two is whole there.

        Raises:
            InterlockError: it cannot be kept; what was there still is.
        """
        ...

    def forget(self) -> bool:
        """Keep nothing any more; whether there was something.

        Raises:
            InterlockError: it cannot be taken away.
        """
        ...

    def alone(self) -> AbstractAsyncContextManager[None]:
        """While inside, no other process renews these tokens.

        Raises:
            Unreachable: another one has been at it for too long.
        """
        ...


class AccessTokens(Protocol):
    """Gives the access token that requests to one system carry."""

    async def current(self) -> str:
        """A token that has not run out.

        Raises:
            Unauthorised: none is given any more; the message says what to do.
            Unreachable: the place that gives tokens does not answer; what needs the token was not sent.
            Untrusted: it answered, and gave no token.
        """
        ...

    def forget(self, used: str) -> None:
        """Do not use that token again: it was not accepted."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...
