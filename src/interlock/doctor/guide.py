"""The steps by which a person gets a credential of a system, and the least that it must be allowed to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from interlock.doctor.scopes import Scopes, smallest
from interlock.doctor.used import Used
from interlock.model.profile import AuthKind, AuthScheme
from interlock.model.sign_in import GrantKind, fit_for_secrets
from interlock.peers.metadata import issuer_in

_TOKEN = ('token = "env:{NAME}_TOKEN"',)
_CLIENT = ('client_id = "env:{NAME}_CLIENT_ID"', 'client_secret = "env:{NAME}_CLIENT_SECRET"')
_SIGNED = ('client_id = "env:{NAME}_CLIENT_ID"', 'private_key = "file:~/secrets/{name}.pem"')
_MADE_OF = {
    AuthKind.API_KEY: ("an API key, sent in the {where} `{parameter}`", "Make an API key", _TOKEN),
    AuthKind.BEARER: ("a token, sent in the header `authorization`", "Make an access token", _TOKEN),
    AuthKind.BASIC: (
        "a name and a password (basic)",
        "Make a user of its own for this integration, with a password",
        ('username = "env:{NAME}_USER"', 'password = "env:{NAME}_PASSWORD"'),
    ),
    AuthKind.MUTUAL_TLS: (
        "a certificate of ours (mutual TLS)",
        "Make a key and a request for a certificate, have the vendor sign it, or register the certificate there",
        ('client_certificate = "file:~/secrets/{name}.crt"', 'client_key = "file:~/secrets/{name}.key"'),
    ),
}
_GRANTS = {
    GrantKind.CLIENT: (
        "OAuth 2, client credentials: the program signs in by itself",
        "Register an application of the kind that acts for itself (a service, machine to machine)",
        _CLIENT,
    ),
    GrantKind.JWT: (
        "OAuth 2, a signed statement (RFC 7523): the program signs in by its private key",
        "Make a key pair, register an application or service account, and give the vendor the public key",
        _SIGNED,
    ),
    GrantKind.PERSON: (
        "OAuth 2, authorisation code: a person signs in once in a browser, the program renews it",
        "Register an application of a person's machine (native, desktop), with the address {redirect}",
        ('client_id = "env:{NAME}_CLIENT_ID"',),
    ),
    GrantKind.DEVICE: (
        "OAuth 2, device code: a person signs in once on any device, the program renews it",
        "Register an application of the kind that has no browser (device, limited input)",
        ('client_id = "env:{NAME}_CLIENT_ID"',),
    ),
}


_FLOWS = {"authorizationCode": GrantKind.PERSON, "deviceAuthorization": GrantKind.DEVICE}


@dataclass(frozen=True, slots=True)
class Guide:
    """How a credential is got: `kind` is how it is shown, `steps` are done in turn, `settings` are for the file."""

    system: str
    environment: str
    kind: str
    documentation: str
    says: str
    addresses: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    settings: tuple[str, ...]
    scopes: Scopes
    operations: tuple[Used, ...]
    offered: tuple[str, ...]

    @property
    def not_needed(self) -> tuple[str, ...]:
        """What the vendor offers and the document does not need."""
        return self.scopes.more_than_needed(self.offered)


def guide(
    system: str,
    environment: str,
    scheme: AuthScheme | None,
    grant: GrantKind | None,
    operations: Sequence[Used],
    *,
    documentation: str,
    redirect: str,
    again: str,
    hosts: Collection[str] = (),
) -> Guide:
    """The guide to a credential.

    Args:
        system: its name in the document.
        environment: the name of the environment.
        scheme: the way of signing in, as the description has it; None where it says nothing.
        grant: how access tokens are got; None where none are.
        operations: what the document makes use of.
        documentation: the address of what the vendor wrote for people, or empty.
        redirect: where a browser comes back to.
        again: the command that signs in.
        hosts: the system's own, with their ports; an address on another one is to be named in the settings.
    """
    scopes = smallest(operations, scheme)
    kind, first, parts = _how(scheme, grant)
    upper = "".join(one if one.isalnum() else "_" for one in system.upper())
    lower = "".join(one if one.isalnum() else "-" for one in system.lower())
    lines = [one.format(NAME=upper, name=lower) for one in parts]
    settings = (
        f'[environments.{environment}.systems.{_key(system)}]',
        'address = "https://..."',
        f"credential = {{ {', '.join(lines)} }}",
        *_sign_in(system, environment, scheme, grant, hosts),
    )  # fmt: skip
    where = scheme.where if scheme is not None else "header"
    parameter = scheme.parameter if scheme is not None else "authorization"
    steps = [
        f"{first.format(redirect=redirect)}.",
        "Let it do what the list below names, and no more.",
        "Keep what you are given in a variable, in a file outside of the repository, or in the key ring.",
        "Write where it is kept into `interlock.toml`, as below.",
    ]
    if grant in (GrantKind.PERSON, GrantKind.DEVICE):
        steps.append(f"Sign in: `{again}`.")
    steps.append(f"See that it is right: `interlock doctor --env {environment}`.")
    return Guide(
        system,
        environment,
        kind.format(where=where, parameter=parameter),
        documentation,
        scheme.description if scheme is not None else "",
        _addresses(scheme),
        tuple(steps),
        settings,
        scopes,
        tuple(operations),
        scheme.scopes if scheme is not None else (),
    )


def _how(scheme: AuthScheme | None, grant: GrantKind | None) -> tuple[str, str, tuple[str, ...]]:
    if grant is not None:
        return _GRANTS[grant]
    if scheme is None:
        return "the description does not say", "Ask the vendor how a program signs in, and for a credential", _TOKEN
    if scheme.kind in _MADE_OF:
        return _MADE_OF[scheme.kind]
    return _GRANTS[_FLOWS.get(scheme.flow, GrantKind.CLIENT)]


def _sign_in(
    system: str, environment: str, scheme: AuthScheme | None, grant: GrantKind | None, hosts: Collection[str]
) -> tuple[str, ...]:
    """What the settings must say of signing in besides the credential; nothing where the description does."""
    if scheme is None or scheme.kind not in (AuthKind.OAUTH2, AuthKind.OPENID):
        return ()
    way = grant or _FLOWS.get(scheme.flow, GrantKind.CLIENT)
    lines = [] if way is GrantKind.CLIENT else [f'grant = "{way.value}"']
    openid = scheme.kind is AuthKind.OPENID
    place = scheme.authorization_url if openid else scheme.metadata_url
    if place and (openid or not scheme.token_url):
        if not _is_own(place, hosts):
            lines.append(f'issuer = "{_shown(issuer_in(place))}"')
    else:
        told = {"token": scheme.token_url}
        told |= {"authorize": scheme.authorization_url} if way is GrantKind.PERSON else {}
        told |= {"device": scheme.device_url} if way is GrantKind.DEVICE else {}
        lines += [
            f'{kind}_address = "{_shown(address)}"' for kind, address in told.items() if not _is_own(address, hosts)
        ]
    return ("", f"[environments.{environment}.systems.{_key(system)}.sign_in]", *lines) if lines else ()


def _is_own(address: str, hosts: Collection[str]) -> bool:
    """Whether an address of the description leads to the system's own host; none at all does not."""
    try:
        there = urlsplit(address).netloc.casefold()
    except ValueError:
        return False
    return bool(address) and (not there or there in hosts)


def _shown(address: str) -> str:
    """An address of the description where it can stand in the settings, to be looked at by whoever copies it."""
    return address if fit_for_secrets(address) and not {'"', "\\"} & set(address) else "https://..."


def _addresses(scheme: AuthScheme | None) -> tuple[tuple[str, str], ...]:
    if scheme is None:
        return ()
    openid = scheme.kind is AuthKind.OPENID
    told = (
        ("what the sign-in offers" if openid else "where a person consents", scheme.authorization_url),
        ("where a device signs in", scheme.device_url),
        ("where tokens are given", scheme.token_url),
    )
    return tuple((what, address) for what, address in told if address)


def _key(name: str) -> str:
    """A name as a key of TOML has it."""
    plain = all(one.isascii() and (one.isalnum() or one in "-_") for one in name)
    return name if plain and name else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
