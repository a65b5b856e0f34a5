"""How one system is reached in an environment: its connection, its credential, and what gives it access tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from interlock.adapters import files
from interlock.adapters.secrets import resolve
from interlock.adapters.token_store import store_of
from interlock.adapters.transports.choosing import transport_to
from interlock.errors import SettingsError
from interlock.model.clock import Clock
from interlock.model.corrections import as_file_name
from interlock.model.environment import Connection, Environment
from interlock.model.http import Reaching
from interlock.model.profile import AuthKind, AuthScheme, SystemProfile
from interlock.model.secret import Credential
from interlock.model.sign_in import GrantKind, Tls, TokenStore
from interlock.peers.assertions import Signer
from interlock.peers.kept_tokens import KeptTokens
from interlock.peers.links import path_below
from interlock.peers.token_endpoint import TokenEndpoint
from interlock.peers.tokens import Tokens
from interlock.probing import Line

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SIGNED_IN = (GrantKind.PERSON, GrantKind.DEVICE)
"""The grants that a person gives."""


@dataclass(frozen=True, slots=True)
class Way:
    """One system in one environment, and all that it takes to be let in."""

    name: str
    profile: SystemProfile
    connection: Connection
    environment: Environment
    folder: Path
    credential: Credential
    clock: Clock
    observe: Callable[[Reaching], Reaching] = field(default=lambda transport: transport)

    @property
    def grant(self) -> GrantKind | None:
        """How access tokens are got; None where none are, or the usual way of client credentials does."""
        written = self.connection.sign_in.grant
        if written is not None:
            return written
        if "refresh_token" in self.credential.parts:
            return GrantKind.PERSON
        if self.credential.parts.keys() >= {"client_id", "private_key"}:
            return GrantKind.CLIENT
        if self.connection.sign_in.token_address and "client_secret" in self.credential.parts:
            return GrantKind.CLIENT
        named = "client_id" in self.credential.parts and self.scheme(GrantKind.PERSON) is not None
        return GrantKind.PERSON if named and "client_secret" not in self.credential.parts else None

    def scheme(self, grant: GrantKind | None = None) -> AuthScheme | None:
        """The OAuth scheme of the description that fits a grant best; None where it has none."""
        flows = {GrantKind.PERSON: ("authorizationCode",), GrantKind.DEVICE: ("deviceAuthorization",)}
        found = [one for one in self.profile.auth.value or () if one.kind in (AuthKind.OAUTH2, AuthKind.OPENID)]
        wanted = flows.get(grant or GrantKind.CLIENT, ("clientCredentials",))
        fitting = [one for one in found if one.flow in wanted]
        return next(iter(fitting), None if grant is GrantKind.PERSON else next(iter(found), None))

    @property
    def again(self) -> str:
        """The command that signs in."""
        return f"interlock auth {_quoted(self.name)} --env {_quoted(self.environment.name)}"

    @property
    def store(self) -> TokenStore:
        """Where the tokens of a person's sign-in are kept.

        Raises:
            SettingsError: that place is none.
        """
        here = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:8]
        name = f"{as_file_name(self.environment.name)}.{as_file_name(self.name)}.{here}"
        what = f"the sign-in to `{self.name}` in the environment `{self.environment.name}`"
        return store_of(self.connection.sign_in.keep, name, what=what)

    def address(self, kind: str) -> str:
        """Where tokens are given (`token`), people asked (`authorize`) or devices signed in (`device`).

        Raises:
            SettingsError: nobody says, or only the description does and names another host: whoever writes a
                description does not decide who receives credentials.
        """
        written: str = getattr(self.connection.sign_in, f"{kind}_address")
        if written:
            return written
        scheme = self.scheme(self.grant)
        told = "" if scheme is None else {
            "token": scheme.token_url, "authorize": scheme.authorization_url, "device": scheme.device_url,
        }[kind]  # fmt: skip
        if scheme is not None and scheme.kind is AuthKind.OPENID:
            told = ""
        here = urlsplit(self.connection.address)
        try:
            there = urlsplit(told)
            known = {"", here.netloc.casefold(), *(urlsplit(one).netloc.casefold() for one in self.profile.servers)}
            if told and there.netloc.casefold() in known:
                # By the scheme that the settings name: a description does not say that secrets go in clear text.
                asked = f"?{there.query}" if there.query else ""
                below = path_below(told, self.profile.servers) if there.netloc else None
                if below is not None:
                    return f"{self.connection.address}{below}{asked}"
                return f"{here.scheme}://{here.netloc}/{there.path.lstrip('/')}{asked}"
        except ValueError:
            told = ""
        where = f"[environments.{self.environment.name}.systems.{self.name}.sign_in]"
        said = f"; its description names `{told}`, which is another host than its address" if told else ""
        raise SettingsError(
            f"nothing says to which address `{self.name}` is signed in to as `{kind}_address`{said}",
            hint=f'write {kind}_address = "{told or "https://..."}" under {where}'
            + (" if you know that it is right" if told else ", as the vendor's documentation has it"),
        )

    def transport(self, address: str = "") -> Reaching:
        """What carries requests to the system, or to another address that the settings name; whoever gets it closes it.

        Raises:
            SettingsError: it is no address, or a certificate cannot be used.
        """
        fast = self.connection.fast and not address
        made = transport_to(address or self.connection.address, fast=fast, tls=self._tls())
        return made if address else self.observe(made)

    def endpoint(self, transport: Reaching, path: str) -> TokenEndpoint:
        """The place that gives tokens, as the client that the credential is."""
        signer = self.signer() if "private_key" in self.credential.parts and self.grant is not GrantKind.JWT else None
        address = f"{transport.base_url}{path}"
        identity = self.credential.reveal("client_id") or ""
        assertion = None
        if signer is not None:
            audience = self.connection.sign_in.audience or address
            assertion = lambda: signer.signed(subject=identity, audience=audience)  # noqa: E731 - made once, used there
        return TokenEndpoint(
            self.name, path, self.credential, transport, self.clock, self.connection.timeout_s, assertion=assertion
        )

    def signer(self) -> Signer:
        """Makes signed statements of who the client is."""
        said = self.connection.sign_in
        return Signer(
            self.credential, self.clock, lambda: secrets.token_urlsafe(16), self.name, said.key_id, said.algorithm
        )

    def _tls(self) -> Tls | None:
        parts = self.credential.parts
        authority = ""
        if self.connection.authority:
            path = self.folder / Path(self.connection.authority).expanduser()
            authority = files.read(path, what="certificate of an authority", largest=1_000_000).decode(
                "ascii", "replace"
            )
        if not authority and not {"client_certificate", "client_key"} & parts.keys():
            return None
        if "client_certificate" in parts and "client_key" not in parts:
            raise SettingsError(
                f"the credential of `{self.name}` has `client_certificate` and no `client_key`",
                hint='write client_key = "file:PATH" beside it',
            )
        return Tls(
            parts.get("client_certificate"), parts.get("client_key"), parts.get("client_key_password"), authority
        )


def way_to(
    name: str,
    profile: SystemProfile,
    environment: Environment,
    folder: Path,
    clock: Clock,
    observe: Callable[[Reaching], Reaching] | None = None,
) -> Way:
    """How a system is reached in an environment.

    Raises:
        SettingsError: the environment does not say, or a secret is missing.
    """
    connection = connection_of(environment, name)
    credential = resolve(connection.credential, system=name, environment=environment.name)
    way = Way(name, profile, connection, environment, folder, credential, clock)
    return way if observe is None else Way(name, profile, connection, environment, folder, credential, clock, observe)


def below_host(address: str) -> str:
    """The path of an address with its query, which belongs to the address of a token endpoint (RFC 6749, 3.2)."""
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def tokens_of(way: Way) -> Tokens | KeptTokens | None:
    """What gives access tokens; None where the credential is all that it takes. Whoever gets it closes it.

    Raises:
        SettingsError: nothing says where they are given, or a key cannot be used.
    """
    grant = way.grant
    if grant is None or "token" in way.credential.parts:
        return None
    address = way.address("token")
    parts = urlsplit(address)
    transport = way.transport(f"{parts.scheme}://{parts.netloc}")
    endpoint = way.endpoint(transport, below_host(address))
    if grant in SIGNED_IN:
        given = way.credential.parts.get("refresh_token")
        return KeptTokens(endpoint, way.store, way.clock, again=way.again, given=given)
    return Tokens(endpoint, way.clock, lambda: _form(way, grant, address))


@asynccontextmanager
async def line_on(way: Way, requests_per_s: float | None) -> AsyncIterator[Line]:
    """A line on which single requests are sent, with the tokens that it takes.

    Raises:
        SettingsError: nothing says where tokens are given, or a key or certificate cannot be used.
    """
    async with AsyncExitStack() as stack:
        transport = way.transport()
        stack.push_async_callback(transport.aclose)
        tokens = tokens_of(way)
        if tokens is not None:
            stack.push_async_callback(tokens.aclose)
        yield Line(
            way.profile,
            transport,
            way.clock,
            way.credential,
            timeout_s=way.connection.timeout_s,
            requests_per_s=requests_per_s,
            tokens=tokens,
        )


def _form(way: Way, grant: GrantKind, address: str) -> Mapping[str, str]:
    said = way.connection.sign_in
    scopes = said.scopes or tuple((way.credential.reveal("scope") or "").split())
    fields = {"scope": " ".join(scopes)} if scopes else {}
    if grant is GrantKind.JWT:
        subject = said.subject or way.credential.reveal("client_id") or ""
        made = way.signer().signed(subject=subject, audience=said.audience or address, scopes=scopes)
        return {"grant_type": JWT_BEARER, "assertion": made, **fields}
    audience = {"audience": said.audience} if said.audience and "private_key" not in way.credential.parts else {}
    return {"grant_type": "client_credentials", **fields, **audience}


def connection_of(environment: Environment, system: str) -> Connection:
    """How a system is reached.

    Raises:
        SettingsError: the environment does not say.
    """
    connection = environment.connection(system)
    if connection is not None:
        return connection
    names = ", ".join(f"`{name}`" for name in environment.systems)
    raise SettingsError(
        f"`interlock.toml` does not say where `{system}` is reached in the environment `{environment.name}`; "
        f"it names {names}",
        hint=f'write [environments.{environment.name}.systems.{system}] with address = "https://..."',
    )


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
