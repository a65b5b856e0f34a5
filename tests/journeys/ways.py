"""Ways to an authorisation server that is not ours, as settings would say them, and what comes of going them."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.authorisation import CLIENT, SECRET, Vendor, run, trusted

from interlock.adapters.clocks import SystemClock
from interlock.adapters.token_store import FileTokens
from interlock.journeys.access_tokens import tokens_of
from interlock.journeys.entering import Entered, Person, enter
from interlock.journeys.reaching import Way, way_to
from interlock.model.environment import Connection, Environment
from interlock.model.http import Request
from interlock.model.profile import AuthKind, AuthScheme, SystemProfile, sure
from interlock.model.sign_in import GrantKind, SignIn
from interlock.probing import Line

SCOPES = ("things.read", "things.write", "offline_access")


def way(shop: Vendor, folder: Path, grant: GrantKind | None = GrantKind.PERSON, *, secret: str = SECRET,
        parts: tuple[str, ...] = ("client_id", "client_secret"), **more: str) -> Way:  # fmt: skip
    """The way to the vendor, as settings would say it."""
    known = {"client_id": CLIENT, "client_secret": secret, "private_key": shop.private_key, "refresh_token": "by-hand"}
    references = {}
    for name in parts:
        path = folder / name
        path.write_text(known[name])
        path.chmod(0o600)
        references[name] = f"file:{path}"
    authorise = AuthScheme(
        AuthKind.OAUTH2, "sign", prefix="Bearer ", flow="authorizationCode",
        token_url=f"{shop.address}/token", authorization_url=f"{shop.address}/authorize",
        device_url=f"{shop.address}/device",
    )  # fmt: skip
    said = SignIn(grant=grant, keep=f"file:{folder / 'kept' / 'tokens.json'}", **more)  # type: ignore[arg-type]
    connection = Connection(
        f"{shop.address}/api", references, timeout_s=10, sign_in=said, authority=str(trusted(shop, folder))
    )
    environment = Environment("production", "production", "l", {"Shop": connection})
    profile = SystemProfile("Shop", auth=sure((authorise,), "#"))
    return way_to("Shop", profile, environment, folder, SystemClock())


def signed_in(way: Way, shop: Vendor, *, scopes: tuple[str, ...] = SCOPES, patience_s: float = 5.0) -> Entered:
    told: list[str] = []
    person = Person(told.append, open=shop.browse, patience_s=patience_s)
    return run(enter(way, scopes, person, by="Mary"))


def status(way: Way) -> int:
    """What the system answers to a read, through the client that runs use."""

    async def asked() -> int:
        transport, tokens = way.transport(), tokens_of(way)
        try:
            line = Line(way.profile, transport, way.clock, way.credential, tokens=tokens)
            return (await line.ask(Request("GET", "/things"), again=False)).status
        finally:
            await transport.aclose()
            if tokens is not None:
                await tokens.aclose()

    return run(asked())


def store(way: Way) -> FileTokens:
    found = way.store
    assert isinstance(found, FileTokens)
    return found
