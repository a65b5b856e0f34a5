"""How one system is reached in an environment: its connection, its credential, and where it is signed in to."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
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
from interlock.model.sign_in import GrantKind, ServerMetadata, Tls, TokenStore
from interlock.peers.assertions import Signer
from interlock.peers.links import path_below
from interlock.peers.metadata import issuer_in
from interlock.peers.token_endpoint import TokenEndpoint

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
    metadata: ServerMetadata | None = None
    """What the server that gives tokens told of itself, once it was asked."""

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
        said, told = self.connection.sign_in, self.scheme()
        asked_for = told is not None and not told.token_url and bool(_place_of(told))
        named_here = bool(said.token_address or said.issuer) or asked_for
        if named_here and "client_secret" in self.credential.parts:
            return GrantKind.CLIENT
        named = "client_id" in self.credential.parts and self.scheme(GrantKind.PERSON) is not None
        return GrantKind.PERSON if named and "client_secret" not in self.credential.parts else None

    def scheme(self, grant: GrantKind | None = None) -> AuthScheme | None:
        """The OAuth scheme of the description that fits a grant best; None where it has none."""
        flows = {GrantKind.PERSON: ("authorizationCode",), GrantKind.DEVICE: ("deviceAuthorization",)}
        found = [one for one in self.profile.auth.value or () if one.kind in (AuthKind.OAUTH2, AuthKind.OPENID)]
        wanted = flows.get(grant or GrantKind.CLIENT, ("clientCredentials",))
        fitting = [one for one in found if one.flow in wanted]
        if not fitting and grant in SIGNED_IN:
            fitting = [one for one in found if _place_of(one)]
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

    @property
    def discovery(self) -> str:
        """Where to ask which addresses there are: the `issuer`, else the place that the description names.

        Empty where nobody need be asked, and where the description alone names another host than the system's.
        """
        said, scheme = self.connection.sign_in, self.scheme(self.grant)
        if said.issuer:
            return said.issuer
        place = _place_of(scheme) if scheme is not None else ""
        if not place or said.token_address or (scheme is not None and scheme.token_url):
            return ""
        return self._on_own_host(place)

    def written(self, kind: str) -> str:
        """An address as the settings have it, else as the server told; empty where neither does."""
        found: str = getattr(self.connection.sign_in, f"{kind}_address")
        return found or (getattr(self.metadata, kind) if self.metadata is not None else "")

    def address(self, kind: str) -> str:
        """Where tokens are given (`token`), people asked (`authorize`) or devices signed in (`device`).

        Raises:
            SettingsError: nobody says, or only the description does and names another host: whoever writes a
                description does not decide who receives credentials.
        """
        written = self.written(kind)
        if written:
            return written
        scheme = self.scheme(self.grant)
        told = "" if scheme is None else {
            "token": scheme.token_url, "authorize": scheme.authorization_url, "device": scheme.device_url,
        }[kind]  # fmt: skip
        if scheme is not None and scheme.kind is AuthKind.OPENID:
            told = ""
        found = self._on_own_host(told)
        if found:
            return found
        where = f"[environments.{self.environment.name}.systems.{self.name}.sign_in]"
        place = _place_of(scheme) if scheme is not None else ""
        if place and not told and self.metadata is None:
            raise SettingsError(
                f"nothing says to which address `{self.name}` is signed in to as `{kind}_address`; its description "
                f"names `{place}`, which is another host than its address, to ask",
                hint=f'write issuer = "{issuer_in(place)}" under {where} if you know that it is right',
            )
        said = f"; its description names `{told}`, which is another host than its address" if told else ""
        raise SettingsError(
            f"nothing says to which address `{self.name}` is signed in to as `{kind}_address`{said}",
            hint=f'write {kind}_address = "{told or "https://..."}" under {where}'
            + (" if you know that it is right" if told else ", as the vendor's documentation has it"),
        )

    def _on_own_host(self, told: str) -> str:
        """An address of the description, as it is reached; empty where it leads to another host than the system's."""
        here = urlsplit(self.connection.address)
        try:
            there = urlsplit(told)
            known = {"", here.netloc.casefold(), *(urlsplit(one).netloc.casefold() for one in self.profile.servers)}
            if not told or there.netloc.casefold() not in known:
                return ""
            # By the scheme that the settings name: a description does not say that secrets go in clear text.
            asked = f"?{there.query}" if there.query else ""
            below = path_below(told, self.profile.servers) if there.netloc else None
        except ValueError:
            return ""
        if below is not None:
            return f"{self.connection.address}{below}{asked}"
        return f"{here.scheme}://{here.netloc}/{there.path.lstrip('/')}{asked}"

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


def _place_of(scheme: AuthScheme) -> str:
    """Where the description says that the server which gives tokens tells of itself."""
    return scheme.authorization_url if scheme.kind is AuthKind.OPENID else scheme.metadata_url


def below_host(address: str) -> str:
    """The path of an address with its query, which belongs to the address of a token endpoint (RFC 6749, 3.2)."""
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


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
