"""Lets a program into a system: the guide to a credential, a person's sign-in, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from interlock.adapters import loops, whoami
from interlock.adapters.clocks import SystemClock
from interlock.catalogue import did_you_mean
from interlock.doctor.guide import Guide, guide
from interlock.doctor.scopes import Scopes, smallest
from interlock.doctor.used import used
from interlock.errors import InterlockError, SettingsError, UsageError
from interlock.journeys.access_tokens import tokens_of
from interlock.journeys.discovering import demand_told, discovered
from interlock.journeys.entering import Entered, Person, enter
from interlock.journeys.project import Project
from interlock.journeys.reaching import SIGNED_IN, Way, below_host, way_to
from interlock.model.document import SystemRow
from interlock.model.environment import Connection, Environment
from interlock.model.profile import AuthKind, AuthScheme, SystemProfile
from interlock.model.sign_in import Granted, GrantKind, Kept
from interlock.peers.tokens import Tokens

LOOPBACK = "http://127.0.0.1/"


def way_of(project: Project, name: str, env: str | None) -> Way:
    """How a system of the document is reached in an environment.

    Raises:
        UsageError: there is no such system or environment.
        SettingsError: there are no settings, or a secret is missing.
    """
    row = _row(project, name)
    environment = project.environment(env)
    return way_to(row.name, project.profiles[row.side], environment, project.folder, SystemClock())


def guide_to(project: Project, name: str, env: str | None) -> Guide:
    """The steps to a credential of a system; none need be there yet.

    Raises:
        UsageError: there is no such system or environment.
        SettingsError: there are no settings.
    """
    row = _row(project, name)
    environment = project.environment(env)
    profile = project.profiles[row.side]
    connection = environment.connection(row.name) or Connection("")
    grant, scheme = _meant(profile, connection)
    return guide(
        row.name,
        environment.name,
        scheme,
        grant,
        used(project.document, profile, row.side),
        documentation=profile.documentation,
        redirect=connection.sign_in.redirect or f"{LOOPBACK} (any port; some want one named, such as 8765)",
        again=_again(row.name, environment),
        hosts={urlsplit(one).netloc.casefold() for one in (connection.address, *profile.servers)},
    )


def scopes_of(project: Project, way: Way) -> Scopes:
    """What a credential of a system must be allowed to do for the document."""
    row = _row(project, way.name)
    scheme = way.scheme(way.grant) or next(iter(way.profile.auth.value or ()), None)
    return smallest(used(project.document, way.profile, row.side), scheme)


def sign_in(project: Project, way: Way, person: Person) -> Entered:
    """Let a person sign in with the scopes that the settings name, else with the fewest that do; see `enter`."""
    needed = scopes_of(project, way)
    if not way.connection.sign_in.scopes and needed.open:
        where = f"[environments.{way.environment.name}.systems.{way.name}.sign_in]"
        raise SettingsError(
            f"the scope `{needed.open[0]}` of `{way.name}` has a place that its description does not fill",
            hint=f"write scopes = [...] under {where}, as the vendor's settings name them",
        )
    scopes = way.connection.sign_in.scopes or tuple(needed.needed)
    return loops.run(enter(way, scopes, person, by=whoami.who()))


def granted(way: Way) -> Granted | None:
    """What is given to a program that signs in by itself; None where the credential is all that it takes.

    Raises:
        SystemFault: nothing is given, or nobody answers.
        SettingsError: nothing says where, or a key cannot be used.
    """

    async def asked() -> Granted | None:
        known = await discovered(way)
        demand_told(known)
        tokens = tokens_of(known)
        if not isinstance(tokens, Tokens):
            return None
        try:
            return await tokens.granted()
        finally:
            await tokens.aclose()

    return loops.run(asked())


def signed_in(way: Way) -> Kept | None:
    """What is kept of a person's sign-in; None where nobody signed in, or nobody does here."""
    return way.store.read() if way.grant in SIGNED_IN else None


@dataclass(frozen=True, slots=True)
class SignedOut:
    """What came of a sign-out: whether there was a sign-in here, and whether the vendor took its permission back.

    `untold` is why the vendor was not told, or does not do it; empty where it did.
    """

    was_there: bool
    untold: str = ""


def sign_out(way: Way) -> SignedOut:
    """Forget a person's sign-in on this machine, and have the vendor take it back where it says how (RFC 7009).

    Raises:
        InterlockError: it cannot be taken away.
        Unreachable: another process has been renewing it for too long.
    """

    async def forgotten() -> SignedOut:
        async with way.store.alone():  # whoever renews it now would keep what comes
            try:
                kept = way.store.read()
            except InterlockError:
                kept = None  # what cannot be read can be forgotten all the same
            untold = await _taken_back(way, kept) if kept is not None else "nothing could be told to the vendor"
            return SignedOut(way.store.forget(), untold)

    return loops.run(forgotten())


async def _taken_back(way: Way, kept: Kept) -> str:
    """Why the vendor does not take a sign-in back; empty where it did."""
    try:
        way = await discovered(way)
        address = way.written("revocation")
        if not address:
            return "nobody says where the vendor takes it back"
        parts = urlsplit(address)
        transport = way.transport(f"{parts.scheme}://{parts.netloc}")
        try:
            token = kept.granted.refresh or kept.granted.access
            hint = "access_token" if kept.granted.refresh is None else "refresh_token"
            fields = {"token": token.reveal(), "token_type_hint": hint}
            endpoint = way.endpoint(transport, below_host(address))
            endpoint.fails = "does not take the sign-in back"
            await endpoint.answered(fields)
        finally:
            await transport.aclose()
    except InterlockError as problem:
        return problem.message
    return ""


def _row(project: Project, name: str) -> SystemRow:
    rows = {row.name.casefold(): row for row in project.document.systems}
    if name.casefold() not in rows:
        known = [row.name for row in rows.values()]
        raise UsageError(f"the document names no system `{name}`", hint=did_you_mean(name, known))
    return rows[name.casefold()]


def _meant(profile: SystemProfile, connection: Connection) -> tuple[GrantKind | None, AuthScheme | None]:
    """How tokens are got and the scheme for it: as the settings say, else as the description offers it first."""
    schemes = profile.auth.value or ()
    grant = connection.sign_in.grant
    flow = {GrantKind.PERSON: "authorizationCode", GrantKind.DEVICE: "deviceAuthorization"}
    if grant is not None:
        wanted = flow.get(grant, "clientCredentials")
        found = next((one for one in schemes if one.flow == wanted), None)
        return grant, found or next((one for one in schemes if one.kind in (AuthKind.OAUTH2, AuthKind.OPENID)), None)
    given = connection.credential.keys()
    if "private_key" in given:
        return GrantKind.CLIENT, next((one for one in schemes if one.kind is AuthKind.OAUTH2), None)
    if "token" in given or "username" in given:
        kinds = (AuthKind.BASIC,) if "username" in given else (AuthKind.API_KEY, AuthKind.BEARER)
        return None, next((one for one in schemes if one.kind in kinds), next(iter(schemes), None))
    return None, next(iter(schemes), None)


def _again(name: str, environment: Environment) -> str:
    shown = f'"{name}"' if " " in name else name
    return f"interlock auth {shown} --env {environment.name}"
